namespace StreamBench.FaultProxy.Framing;

/// <summary>Newline-delimited JSON: an event is a line that is not blank. A last line without newline counts at the end of the body.</summary>
internal sealed class NdjsonFramer : DelimitedFramer
{
    protected override bool EndsWithoutDelimiter => true;

    protected override int FindEnd(ReadOnlySpan<byte> input) =>
        input.IndexOf((byte)'\n') is >= 0 and var at ? at + 1 : -1;

    protected override bool IsEvent(ReadOnlySpan<byte> raw) => raw.ContainsAnyExcept(" \t\r\n"u8);
}
