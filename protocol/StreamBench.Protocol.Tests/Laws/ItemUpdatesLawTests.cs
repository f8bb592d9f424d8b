using FsCheck;
using FsCheck.Fluent;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Tests.Laws;

/// <summary>A list that is drawn from updates alone shows what a list drawn anew would show.</summary>
public class ItemUpdatesLawTests
{
    private const int Logs = 300;

    [Fact]
    public void A_list_drawn_from_updates_is_the_list_of_the_state()
    {
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Logs).WithEndSize(400),
            Prop.ForAll(
                ArbMap.Default.ArbFor<int[]>(),
                ArbMap.Default.ArbFor<int>(),
                (choices, seed) =>
                {
                    var random = new Random(seed);
                    var screen = new Screen();
                    foreach (var happening in GeneratedLog.From(choices).SelectMany(one => Disturbed(one, random)))
                    {
                        screen.Reducer.Apply(happening);
                        screen.Draw();
                        screen.ShouldShowTheState($"after {happening}");
                    }
                }
            )
        );
    }

    [Fact]
    public void A_snapshot_that_moves_and_drops_items_is_drawn_too()
    {
        var screen = new Screen();
        var log = Log.Of(
            """{"type":"turn.open","turn":"T1"}""",
            """{"type":"item.open","turn":"T1","item":"a","kind":"text"}""",
            """{"type":"item.open","turn":"T1","item":"b","kind":"text"}""",
            """{"type":"item.open","turn":"T1","item":"c","kind":"text"}"""
        );
        log.ForEach(happening => screen.Reducer.Apply(happening));

        screen.Draw();
        var other = Log.Fold(
            """{"type":"turn.open","turn":"T1"}""",
            """{"type":"item.open","turn":"T1","item":"c","kind":"text"}""",
            """{"type":"item.open","turn":"T1","item":"a","kind":"text"}"""
        );

        screen.Reducer.Apply(
            new Snapshot
            {
                Seq = 9,
                Epoch = 2,
                State = other.ToStateJson(),
                Digest = other.Digest(),
            }
        );
        screen.Draw();

        screen.ShouldShowTheState("after the snapshot");
        screen.Shown.Count.ShouldBe(2);
    }

    [Fact]
    public void A_piece_of_text_draws_one_item_again()
    {
        var reducer = Log.Fold(
            """{"type":"turn.open","turn":"T1"}""",
            """{"type":"item.open","turn":"T1","item":"a","kind":"text"}""",
            """{"type":"item.open","turn":"T1","item":"b","kind":"text"}"""
        );
        var updates = new ItemUpdates(reducer);
        updates.Take().ShouldBe([new(ItemChange.Added, "a", 0), new(ItemChange.Added, "b", 1)]);

        reducer.Apply(new TextDelta(4, "T1", "b", "x"));

        updates.Take().ShouldBe([new ItemUpdate(ItemChange.Changed, "b", 1)]);
        updates.Take().ShouldBeEmpty();
    }

    [Fact]
    public void An_event_that_changes_nothing_draws_nothing()
    {
        var reducer = Log.Fold(
            """{"type":"turn.open","turn":"T1"}""",
            """{"type":"item.open","turn":"T1","item":"a","kind":"text"}""",
            """{"type":"item.close","turn":"T1","item":"a"}"""
        );
        var updates = new ItemUpdates(reducer);
        updates.Take();

        reducer
            .Apply(
                new ItemClose
                {
                    Seq = 4,
                    Turn = "T1",
                    Item = "a",
                }
            )
            .Own.ToString()
            .ShouldBe("Applied(no-op)");

        updates.Take().ShouldBeEmpty();
    }

    // Late, twice, or with a turn that the client gives up before.
    private static IEnumerable<StreamEvent> Disturbed(StreamEvent happening, Random random)
    {
        if (happening.Turn is { } turn && random.Next(6) == 0)
        {
            yield return new TurnClose
            {
                Turn = turn,
                Status = random.Next(2) == 0 ? TurnStatus.TimedOut : TurnStatus.Interrupted,
                Synthesised = true,
            };
        }

        yield return happening;
        if (random.Next(6) == 0)
        {
            yield return happening;
        }
    }

    private sealed class Screen
    {
        private readonly ItemUpdates updates;

        internal Screen() => updates = new ItemUpdates(Reducer);

        internal Reducer Reducer { get; } = new();

        internal List<string> Shown { get; } = [];

        // In render order, each with its id: what a list drawn anew would show.
        private List<string> Items
        {
            get
            {
                var state = Reducer.ToStateJson();
                return
                [
                    .. state
                        .GetProperty("order")
                        .EnumerateArray()
                        .Select(id => $"{id}: {state.GetProperty("items").GetProperty(id.GetString()!)}"),
                ];
            }
        }

        internal void Draw()
        {
            var items = Items;
            foreach (var update in updates.Take())
            {
                switch (update.Change)
                {
                    case ItemChange.Added:
                        Shown.Insert(update.Index, Text(items, update.Item));
                        break;
                    case ItemChange.Changed:
                        Shown[update.Index] = Text(items, update.Item);
                        break;
                    default:
                        Shown.RemoveAt(update.Index);
                        break;
                }
            }
        }

        internal void ShouldShowTheState(string when) => Shown.ShouldBe(Items, when);

        private static string Text(List<string> items, string id) =>
            items.Single(item => item.StartsWith($"{id}: ", StringComparison.Ordinal));
    }
}
