using System.Runtime.CompilerServices;

namespace StreamBench.Load.Engine.Loop;

/// <summary>The payload of a ping that waits for its pong.</summary>
internal struct PingPayload
{
    /// <summary>Most bytes of a control frame (RFC 6455 §5.5).</summary>
    private const int Most = 125;

    private Bytes bytes;
    private byte length;

    /// <summary>True once a ping came.</summary>
    internal bool IsWaiting { get; private set; }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    internal readonly ReadOnlySpan<byte> Value => bytes[..length];

    internal void Set(scoped ReadOnlySpan<byte> payload)
    {
        length = (byte)payload.Length;
        payload.CopyTo(bytes);
        IsWaiting = true;
    }

    [InlineArray(Most)]
    private struct Bytes
    {
        private byte first;
    }
}
