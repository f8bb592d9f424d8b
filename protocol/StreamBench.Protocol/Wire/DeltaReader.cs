using StreamBench.Protocol.Events;

namespace StreamBench.Protocol.Wire;

/// <summary>
/// Reads a <c>text.append</c> as <see cref="PayloadWriter"/> writes it, in one pass and without an object beyond its text.
/// Whatever looks different in any way it leaves to <see cref="PayloadReader"/>, which alone knows what is right and what is
/// wrong. One per stream: it remembers who speaks.
/// </summary>
/// <param name="words">Where words are kept once for all readers that have it; null keeps them apart.</param>
public sealed class DeltaReader(SharedWords? words = null)
{
    private DeltaSpeakers speakers;

    /// <summary>
    /// True when <paramref name="json"/> was read here, as <see cref="PayloadReader.Read"/> would have read it; false when it is to
    /// be read there.
    /// </summary>
    /// <param name="json">One JSON object in UTF-8.</param>
    /// <param name="delta">What it says; its epoch is 0.</param>
    /// <param name="cursor">The member <c>cursor</c>, in ASCII without escapes; empty where there is none.</param>
    public bool TryRead(ReadOnlySpan<byte> json, out TextDelta delta, out ReadOnlySpan<byte> cursor)
    {
        var scan = new DeltaScan(json);
        delta = default;
        cursor = default;
        if (!scan.Skip("{\"type\":\"text.append\",\"seq\":"u8) || !scan.Number(long.MaxValue, out var seq) || seq == 0)
        {
            return false;
        }

        if (!speakers.Read(ref scan, words, out var speaker) || !scan.Text(words, out var text))
        {
            return false;
        }

        long offset = -1;
        long at = -1;
        if (
            (scan.Skip(",\"offset\":"u8) && !scan.Number(int.MaxValue, out offset))
            || (scan.Skip(",\"at\":"u8) && !scan.Number(long.MaxValue, out at))
            || (scan.Skip(",\"cursor\":\""u8) && (!scan.Plain(out cursor) || cursor.IsEmpty))
            || !scan.End()
        )
        {
            return false;
        }

        delta = new TextDelta(seq, speaker.Turn, speaker.Item, text)
        {
            Agent = speaker.Agent,
            Offset = offset < 0 ? null : (int)offset,
            At = at < 0 ? null : at,
        };
        return true;
    }
}
