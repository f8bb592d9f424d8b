using System.Text;
using StreamBench.Load.Engine.Scanning;

namespace StreamBench.Load.Turns;

/// <summary>
/// A dialect of somebody else, as far as load needs it: which event ends a turn and which carries text. Found by words in
/// the bytes, so that no event is parsed; a dialect's own reader is needed to judge more.
/// </summary>
internal sealed class ForeignReader : ITurnReader
{
    private readonly byte[][] content;
    private readonly byte[][] empty;
    private readonly byte[][] closed;
    private readonly byte[][] failed;

    /// <summary>Makes a reader of words: those of content (without those of empty content), of the end, and of a failed end.</summary>
    internal ForeignReader(string[] content, string[] empty, string[] closed, string[] failed)
    {
        (this.content, this.empty) = (Bytes(content), Bytes(empty));
        (this.closed, this.failed) = (Bytes(closed), Bytes(failed));
    }

    public bool EndsWithStream => closed.Length == 0;

    public bool CanResume => false;

    public bool KeepsAll => false;

    /// <summary>Where content stands, as the plan says; null leaves it to the dialect.</summary>
    internal ContentPath? Path { get; init; }

    public TurnSigns Read(StreamTurn turn, scoped StreamFrame frame)
    {
        var data = frame.Data;
        if (Has(failed, data))
        {
            return TurnSigns.Closed | TurnSigns.Failed;
        }

        if (Has(closed, data))
        {
            return TurnSigns.Closed;
        }

        var hasContent = Path is { } path
            ? path.HasText(data)
            : (content.Length == 0 && !data.IsEmpty) || (Has(content, data) && !Has(empty, data));
        return hasContent ? TurnSigns.Content | TurnSigns.New : TurnSigns.New;
    }

    private static bool Has(byte[][] words, ReadOnlySpan<byte> data)
    {
        foreach (var word in words)
        {
            if (data.IndexOf(word) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[][] Bytes(string[] words) => [.. words.Select(Encoding.UTF8.GetBytes)];
}
