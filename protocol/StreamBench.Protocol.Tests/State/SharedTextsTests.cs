using System.Globalization;
using System.Text;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;
using StreamBench.Protocol.Wire;
using StreamBench.Testing;

namespace StreamBench.Protocol.Tests.State;

/// <summary>What sharing saves, and where it ends. That it changes nothing is a law of its own.</summary>
public sealed class SharedTextsTests
{
    private const int Words = 2000;

    private readonly SharedTexts texts = new();

    [Fact]
    public void What_one_conversation_has_said_costs_the_next_nothing()
    {
        var words = new SharedWords();
        var wire = Enumerable.Range(3, Words).Select(seq => Encoding.UTF8.GetBytes(Append(seq))).ToArray();
        List<Conversation> conversations = [.. Enumerable.Range(0, 30).Select(_ => new Conversation(texts, words))];
        foreach (var conversation in conversations)
        {
            conversation.Read(wire.AsSpan(0, 1)); // each remembers who speaks
        }

        var next = 0;
        var allocated = ThreadAllocations.LeastOf(() => conversations[next++].Read(wire.AsSpan(1)));

        allocated.ShouldBe(0);
        conversations[next - 1].Seq.ShouldBe(Words + 2);
    }

    [Fact]
    public void A_script_that_comes_again_and_again_stays_shared()
    {
        Fold("w").Body.ShouldBe(Fold("w").Body);

        texts.After(null, "w3").ShouldBeSameAs(texts.After(null, "w3"));
        texts.IsWorthwhile.ShouldBeTrue();
    }

    [Fact]
    public void Texts_that_are_all_different_are_kept_apart_in_the_end()
    {
        for (var i = 0; i * Words <= SharedTexts.MostPieces; i++)
        {
            Fold(i.ToString(CultureInfo.InvariantCulture)).Body.ShouldStartWith($"{i}3{i}4{i}5");
        }

        texts.IsWorthwhile.ShouldBeFalse();
    }

    [Fact]
    public void A_conflict_is_noticed_1023_events_later_and_forgotten_after_that()
    {
        var reducer = Begin();
        for (var seq = 3; seq <= 1026; seq++)
        {
            reducer.Apply(Delta(seq, "said"));
        }

        reducer.Apply(Delta(3, "unsaid")).Own.Kind.ShouldBe(OutcomeKind.Conflict);
        reducer.Apply(new TurnOpen { Seq = 2, Turn = "t2" }).Own.Kind.ShouldBe(OutcomeKind.Duplicate);
        reducer.Apply(Delta(1027, "said"));
        reducer.Apply(Delta(3, "unsaid")).Own.Kind.ShouldBe(OutcomeKind.Duplicate);
        reducer.Apply(Delta(4, "unsaid")).Own.Kind.ShouldBe(OutcomeKind.Conflict);
    }

    [Fact]
    public void Large_texts_are_not_kept_beyond_the_bound()
    {
        const int Length = 1 << 20;
        for (var i = 0; i <= SharedTexts.MostCharacters / Length; i++)
        {
            texts.After(null, new string((char)('a' + i), Length));
        }

        texts.IsWorthwhile.ShouldBeFalse();
    }

    [Fact]
    public void A_conversation_goes_on_with_its_text_when_the_others_are_forgotten()
    {
        var reducer = Begin();
        reducer.Apply(Delta(3, "before, "));
        for (var i = 0; i < SharedTexts.MostPieces + 1; i++)
        {
            texts.After(null, i.ToString(CultureInfo.InvariantCulture));
        }

        reducer.Apply(Delta(4, "after"));

        reducer.State.Items["i1"].Text.ShouldBe("before, after");
        reducer.Apply(Delta(3, "before, ")).Own.Kind.ShouldBe(OutcomeKind.Duplicate);
        reducer.Apply(Delta(3, "behind, ")).Own.Kind.ShouldBe(OutcomeKind.Conflict);
    }

    [Fact]
    public void Two_who_begin_alike_and_go_on_differently_are_both_found_again()
    {
        var first = texts.After(texts.After(null, "The "), "cat");
        var second = texts.After(texts.After(null, "The "), "dog");

        texts.After(texts.After(null, "The "), "cat").ShouldBeSameAs(first);
        texts.After(texts.After(null, "The "), "dog").ShouldBeSameAs(second);
    }

    private (string Body, Reducer Reducer) Fold(string prefix)
    {
        var reducer = Begin();
        for (var seq = 3; seq < Words + 3; seq++)
        {
            reducer.Apply(Delta(seq, prefix + seq.ToString(CultureInfo.InvariantCulture)));
        }

        return (reducer.State.Items["i1"].Text, reducer);
    }

    private Reducer Begin() => Begin(texts);

    private static Reducer Begin(SharedTexts texts)
    {
        var reducer = new Reducer(texts);
        reducer.Apply(new TurnOpen { Seq = 1, Turn = "t1" });
        reducer.Apply(
            new ItemOpen
            {
                Seq = 2,
                Turn = "t1",
                Item = "i1",
                Kind = ItemKind.Text,
            }
        );
        return reducer;
    }

    private static TextDelta Delta(long seq, string text) => new(seq, "t1", "i1", text);

    private static string Append(int seq) =>
        $$"""{"type":"text.append","seq":{{seq}},"turn":"t1","item":"i1","text":"word {{seq % 50}} "}""";

    private sealed class Conversation(SharedTexts texts, SharedWords words)
    {
        private readonly Reducer reducer = Begin(texts);
        private readonly DeltaReader reader = new(words);

        internal long Seq => reducer.State.LastSeq;

        internal void Read(ReadOnlySpan<byte[]> wire)
        {
            foreach (var json in wire)
            {
                reader.TryRead(json, out var delta, out _);
                reducer.Apply(delta);
            }
        }
    }
}
