using System.Text;

namespace StreamBench.Protocol.Wire;

/// <summary>
/// The last speakers of a stream: known again by their bytes, so that their names are read once and are strings once. Bounded; the
/// one that came first goes first.
/// </summary>
internal struct DeltaSpeakers
{
    /// <summary>More speak in turns only where agents do so by the dozen; each change then costs new names.</summary>
    private const int Most = 16;

    /// <summary>In bytes; who has longer names is not remembered.</summary>
    private const int Longest = 512;

    private DeltaSpeaker?[]? known;
    private DeltaSpeaker? last;
    private int next;

    /// <summary>Moves over turn, item and agent up to the text's first character; false when something else stands there.</summary>
    internal bool Read(ref DeltaScan scan, SharedWords? words, out DeltaSpeaker speaker)
    {
        if (last is not null && scan.Skip(last.Bytes))
        {
            speaker = last;
            return true;
        }

        foreach (var one in known.AsSpan())
        {
            if (one is not null && scan.Skip(one.Bytes))
            {
                speaker = last = one;
                return true;
            }
        }

        return ReadNew(ref scan, words, out speaker);
    }

    private bool ReadNew(ref DeltaScan scan, SharedWords? words, out DeltaSpeaker speaker)
    {
        string? turn = null;
        string? agent = null;
        var start = scan;
        speaker = null!;
        if (
            (scan.Skip(",\"turn\":\""u8) && !Name(ref scan, out turn))
            || !scan.Skip(",\"item\":\""u8)
            || !Name(ref scan, out var item)
            || (scan.Skip(",\"agent\":\""u8) && !Name(ref scan, out agent))
            || !scan.Skip(",\"text\":\""u8)
        )
        {
            return false;
        }

        var bytes = scan.Since(start);
        if (bytes.Length > Longest)
        {
            speaker = new DeltaSpeaker([], turn, item, agent);
            return true;
        }

        if (words?.Find(bytes) is { } found)
        {
            speaker = found;
        }
        else
        {
            speaker = new DeltaSpeaker(bytes.ToArray(), turn, item, agent);
            words?.Add(speaker);
        }

        if (last is not null)
        {
            known ??= new DeltaSpeaker?[Most];
            known[next] = speaker;
            next = (next + 1) % Most;
        }

        last = speaker;
        return true;
    }

    private static bool Name(ref DeltaScan scan, out string name)
    {
        var isPlain = scan.Plain(out var bytes);
        name = isPlain ? Encoding.ASCII.GetString(bytes) : "";
        return isPlain;
    }
}
