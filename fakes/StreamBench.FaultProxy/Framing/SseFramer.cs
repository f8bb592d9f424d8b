namespace StreamBench.FaultProxy.Framing;

/// <summary>
/// Server-sent events (WHATWG HTML §9.2.6): blocks of lines that end in a blank one; a line ends in LF, CR or CRLF.
/// </summary>
/// <remarks>
/// After a CR nobody can know whether an LF follows. In a stream that uses CRLF the blank line is taken to be whole only with its LF, so
/// that a cut after an event leaves a blank line that every reader understands; after a bare CR the event ends at once.
/// </remarks>
internal sealed class SseFramer : DelimitedFramer
{
    private bool lineIsEmpty = true;
    private bool afterCarriageReturn;
    private bool usesCrLf;
    private bool blankLineWaitsForLineFeed;

    protected override int FindEnd(ReadOnlySpan<byte> input)
    {
        var at = 0;
        while (at < input.Length)
        {
            if (afterCarriageReturn)
            {
                afterCarriageReturn = false;
                usesCrLf = input[at] == '\n';
                at += usesCrLf ? 1 : 0;
                if (!blankLineWaitsForLineFeed)
                    continue;
                blankLineWaitsForLineFeed = false;
                return at;
            }
            var length = input[at..].IndexOfAny((byte)'\r', (byte)'\n');
            if (length < 0)
            {
                lineIsEmpty = false;
                return -1;
            }
            var isBlank = lineIsEmpty && length == 0;
            lineIsEmpty = true;
            at += length;
            afterCarriageReturn = input[at++] == '\r';
            if (!isBlank)
                continue;
            if (!afterCarriageReturn || !usesCrLf)
                return at;
            blankLineWaitsForLineFeed = true;
        }
        return -1;
    }

    protected override bool IsEvent(ReadOnlySpan<byte> raw) => SseFields.Has(raw, "data"u8);
}
