using System.Text;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Turns;

namespace StreamBench.Load.Tests.Turns;

/// <summary>What counts as content of an answer, whether the stream is verified or not.</summary>
public sealed class NativeReaderTests
{
    private readonly NativeReader reader = new(new FoldingReader());
    private readonly StreamTurn turn = new(new SharedSpeech());
    private int seq;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Text_is_content_from_where_its_item_is_known_as_an_answer(bool isVerified)
    {
        Begin(isVerified);

        IsContent("""{"type":"turn.open","turn":"t1"}""").ShouldBeFalse();
        IsContent(Text("a", "too early")).ShouldBeFalse();
        IsContent("""{"type":"item.open","turn":"t1","item":"a","kind":"text"}""").ShouldBeFalse();
        IsContent(Text("a", "one")).ShouldBeTrue();
        IsContent(Text("a", "two")).ShouldBeTrue();
        IsContent(Text("a", "")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Words_of_the_user_and_thoughts_are_no_content_where_speakers_take_turns(bool isVerified)
    {
        Begin(isVerified);
        IsContent("""{"type":"turn.open","turn":"t1"}""");
        IsContent("""{"type":"item.open","turn":"t1","item":"u","kind":"text","role":"user"}""");
        IsContent("""{"type":"item.open","turn":"t1","item":"a","kind":"text"}""");
        IsContent("""{"type":"item.open","turn":"t1","item":"r","kind":"reasoning"}""");

        string[] speakers = ["u", "a", "r", "a", "a", "u"];
        speakers.Select(item => IsContent(Text(item, "said"))).ShouldBe([false, true, false, true, true, false]);
    }

    private void Begin(bool isVerified)
    {
        turn.Begin(scenario: 0, number: 1, "load-1-0-1", row: null, isUsers: false);
        if (isVerified)
        {
            turn.Verify();
        }
    }

    private bool IsContent(string json)
    {
        // Where servers write it.
        var data = Encoding.UTF8.GetBytes(json.Insert(json.IndexOf(','), $",\"seq\":{++seq}"));
        return (reader.Read(turn, new StreamFrame([], [], data)) & TurnSigns.Content) != 0;
    }

    private static string Text(string item, string text) =>
        $$"""{"type":"text.append","turn":"t1","item":"{{item}}","text":"{{text}}"}""";
}
