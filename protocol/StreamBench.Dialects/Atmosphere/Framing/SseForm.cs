using System.Buffers;
using System.Text;

namespace StreamBench.Dialects.Atmosphere.Framing;

/// <summary>Server-sent events as Atmosphere writes them: lines end in CR LF, <c>data:</c> has no space, and there are neither names nor ids.</summary>
/// <remarks>
/// <code>
/// stream  = padding *message
/// padding = 2000 spaces, LF                    ; so that old proxies begin to pass the stream on
/// message = 1*( "data:" line CR LF ) CR LF     ; one line of the payload each
/// </code>
/// </remarks>
public static class SseForm
{
    private static readonly byte[] PaddingBytes = [.. Enumerable.Repeat((byte)' ', 2000), (byte)'\n'];

    /// <summary>What the stream begins with.</summary>
    public static ReadOnlySpan<byte> Padding => PaddingBytes;

    /// <summary>Writes one message (UTF-8, framed or not); allocates nothing.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> message)
    {
        ArgumentNullException.ThrowIfNull(output);
        while (true)
        {
            var end = message.IndexOfAny((byte)'\r', (byte)'\n');
            output.Write("data:"u8);
            output.Write(end < 0 ? message : message[..end]);
            output.Write("\r\n"u8);
            if (end < 0)
            {
                break;
            }

            message = message[(end + (message[end..] is [(byte)'\r', (byte)'\n', ..] ? 2 : 1))..];
        }

        output.Write("\r\n"u8);
    }

    /// <summary>Writes an error; this one with LF alone.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="code">HTTP status.</param>
    /// <param name="reason">One line for people.</param>
    public static void WriteError(IBufferWriter<byte> output, int code, string reason)
    {
        ArgumentNullException.ThrowIfNull(output);
        Encoding.UTF8.GetBytes($"event:error\ndata:{code} {reason}\n\n", output);
    }
}
