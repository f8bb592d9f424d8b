using System.Buffers;
using StreamBench.Protocol.Equality;

namespace StreamBench.Load.Turns;

/// <summary>Compares the end of a verified stream with what the script says. One for each loop.</summary>
internal sealed class TurnVerdict
{
    private const int ShownText = 60;

    private readonly ArrayBufferWriter<byte> scratch = new(4096);

    /// <summary>What is wrong, or null. Without an expected state (a server whose script nobody knows) the events' own rules decide.</summary>
    internal string? Judge(StreamTurn turn, ExpectedTurn? expected)
    {
        if (turn.Problem is not null || turn.Reducer is not { } reducer)
        {
            return turn.Problem;
        }

        if (reducer.Missing is { } missing)
        {
            return missing.From == missing.To
                ? $"event {missing.From} never came"
                : $"events {missing.From} to {missing.To} never came";
        }

        if (expected is null)
        {
            return reducer.State.NeedResync ? "the state differs from the server's own digest" : null;
        }

        var words = Words(turn);
        return expected.Matches(reducer.State, words, scratch) ? null : Difference(turn, expected, words);
    }

    /// <summary>What the stream's user said.</summary>
    internal static string Words(StreamTurn turn) => turn.Row?["text"] ?? "";

    // Only for what is wrong: the first place where two texts of canonical JSON differ is shown with a little around it.
    private string Difference(StreamTurn turn, ExpectedTurn expected, string words)
    {
        var wanted = expected.Text(words);
        var got = StateContent.ToJson(turn.Reducer!.State).GetRawText();
        var same = wanted.AsSpan().CommonPrefixLength(got);
        return $"the final state differs: expected …{Around(wanted, same)} but is …{Around(got, same)}";
    }

    private static string Around(string text, int at)
    {
        var from = Math.Max(0, at - (ShownText / 3));
        return text[from..Math.Min(text.Length, from + ShownText)].Replace('"', '\'');
    }
}
