namespace StreamBench.Load.Engine.Http;

/// <summary>Takes the transfer framing off the bytes of one answer, where they lie.</summary>
internal struct BodyDecoder
{
    private ChunkedDecoder chunks;
    private long remaining;
    private BodyKind kind;

    internal static BodyDecoder For(in ResponseHead head) => new() { kind = head.Body, remaining = head.ContentLength };

    /// <summary>True when the end of the connection is an end in good order.</summary>
    internal readonly bool EndsWithConnection => kind == BodyKind.UntilClose;

    /// <summary>As <see cref="ChunkedDecoder.Decode"/>.</summary>
    internal ChunkedEnd Decode(Span<byte> raw, out int body, out int read)
    {
        if (kind == BodyKind.Chunked)
        {
            return chunks.Decode(raw, out body, out read);
        }

        body = read = raw.Length;
        if (kind == BodyKind.UntilClose)
        {
            return ChunkedEnd.NeedsMore;
        }

        body = read = (int)Math.Min(remaining, raw.Length);
        remaining -= read;
        return remaining == 0 ? ChunkedEnd.Ended : ChunkedEnd.NeedsMore;
    }
}
