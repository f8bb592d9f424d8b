namespace StreamBench.Load.Engine.Tls;

/// <summary>
/// Bytes that a socket did not take yet. As long as there are any, nothing more is encrypted, so that there is at most one
/// record of them, and what a handshake wants to say.
/// </summary>
internal sealed class Backlog
{
    private byte[] bytes = [];
    private int start;
    private int length;

    internal bool IsEmpty => length == 0;

    internal ReadOnlySpan<byte> Bytes => bytes.AsSpan(start, length);

    internal void Add(ReadOnlySpan<byte> more)
    {
        if (more.IsEmpty)
        {
            return;
        }

        bytes = [.. Bytes, .. more];
        (start, length) = (0, bytes.Length);
    }

    /// <summary>Forgets what was sent, and the array with its last byte.</summary>
    internal void Drop(int count)
    {
        start += count;
        length -= count;
        if (length == 0)
        {
            (bytes, start) = ([], 0);
        }
    }
}
