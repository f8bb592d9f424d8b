using System.Buffers;
using System.Text;
using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>
/// A response that may answer a long poll: held until it is whole, as only its JSON tells, and so that its head can announce another
/// length. One above <see cref="PollAnswer.MaxBytes"/> is let go as it came.
/// </summary>
internal sealed class HeldAnswer(HttpHead head, byte[] headBytes)
{
    private readonly ArrayBufferWriter<byte> raw = new();
    private readonly ArrayBufferWriter<byte> content = new();
    private readonly ChunkedDecoder? chunks = head.IsChunked ? new ChunkedDecoder() : null;

    /// <summary>Whether it waits for nothing more: it is whole, too large, or no right body.</summary>
    public bool IsReady { get; private set; }

    /// <summary>The head as it came.</summary>
    public byte[] HeadBytes => headBytes;

    /// <summary>What is known of it.</summary>
    public HttpHead Head => field ??= head with { IsPoll = IsReady && PollAnswer.IsPoll(content.WrittenSpan) };

    /// <summary>Its body as it came, with its transfer coding.</summary>
    public ReadOnlyMemory<byte> Body => raw.WrittenMemory;

    /// <summary>Whether a response may be one that is worth holding.</summary>
    public static bool IsCandidate(HttpHead head, HttpHead? request) =>
        request?.Method == "GET"
        && head is { Status: 200, MediaType: "application/json", IsEncoded: false }
        && (head.IsChunked || head.ContentLength is > 0 and <= PollAnswer.MaxBytes);

    /// <summary>Takes what belongs to the body; returns how much.</summary>
    public int Take(ReadOnlySpan<byte> input)
    {
        var taken = 0;
        while (taken < input.Length && !IsReady)
            taken += chunks is null ? TakeContent(input[taken..]) : TakeChunked(chunks, input[taken..]);
        return taken;
    }

    /// <summary>Makes the planned head announce what is sent behind it; of an answer that is cut, more than that.</summary>
    public void Announce(Plan plan, int headStep, long sent)
    {
        if (head.IsChunked || !Head.IsPoll)
            return;
        var length = plan.IsCut ? Math.Max(sent + 1, head.ContentLength!.Value) : sent;
        if (length != head.ContentLength)
            plan.Rewrite(headStep, HeadWith(length));
    }

    private int TakeContent(ReadOnlySpan<byte> input)
    {
        var count = (int)Math.Min(head.ContentLength!.Value - raw.WrittenCount, input.Length);
        raw.Write(input[..count]);
        content.Write(input[..count]);
        IsReady = raw.WrittenCount == head.ContentLength;
        return count;
    }

    private int TakeChunked(ChunkedDecoder decoder, ReadOnlySpan<byte> input)
    {
        var part = decoder.Next(input, out var count);
        raw.Write(input[..count]);
        if (part == ChunkPart.Data)
            content.Write(input[..count]);
        IsReady = decoder.IsEnded || part == ChunkPart.Malformed || raw.WrittenCount > PollAnswer.MaxBytes;
        if (IsReady && !decoder.IsEnded)
            content.ResetWrittenCount();
        return count;
    }

    private byte[] HeadWith(long length)
    {
        var text = Encoding.Latin1.GetString(headBytes).Split('\n');
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i].StartsWith("content-length:", StringComparison.OrdinalIgnoreCase))
                text[i] = $"{text[i][.."content-length:".Length]} {length}{(text[i].EndsWith('\r') ? "\r" : "")}";
        }
        return Encoding.Latin1.GetBytes(string.Join('\n', text));
    }
}
