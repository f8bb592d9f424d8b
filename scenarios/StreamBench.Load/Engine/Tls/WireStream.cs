using System.Threading.Tasks.Sources;
using StreamBench.Load.Engine.Polling;

namespace StreamBench.Load.Engine.Tls;

/// <summary>
/// The encrypted side of a connection, as <see cref="System.Net.Security.SslStream"/> wants it: a read that finds nothing
/// waits, and <see cref="GoOn"/> completes it there and then, on the thread that calls. Nothing goes through a thread pool.
/// </summary>
/// <remarks>
/// A read of no bytes waits for readiness alone. SslStream makes one before it takes a buffer, so that a connection in silence
/// has none.
/// </remarks>
internal sealed class WireStream(IPoller poller, int handle) : Stream, IValueTaskSource<int>
{
    private readonly Backlog unsent = new();
    private ManualResetValueTaskSourceCore<int> source;
    private Memory<byte> wanted;
    private bool isWaiting;
    private bool isReadable;
    private bool isClosed;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>How receiving ended; <see cref="IoStatus.Done"/> while it goes on.</summary>
    internal IoStatus Ending { get; private set; }

    /// <summary>How sending failed; <see cref="IoStatus.Done"/> while it has not.</summary>
    internal IoStatus SendFailure { get; private set; }

    /// <summary>When the kernel took in what was received last, in Unix nanoseconds; 0 where it does not say.</summary>
    internal long ArrivedAtUnix { get; private set; }

    /// <summary>True while the socket has not taken all that was written.</summary>
    internal bool HasUnsent => !unsent.IsEmpty;

    /// <summary>The socket may have something: the next read asks it.</summary>
    internal void OnReadable() => isReadable = true;

    /// <summary>Completes the read that waits, if it can be; whoever awaits it goes on inside this call.</summary>
    internal void GoOn()
    {
        if (isWaiting && TryRead(wanted.Span, out var length))
        {
            isWaiting = false;
            wanted = default;
            source.SetResult(length);
        }
    }

    /// <summary>Ends the read that waits, and every later one.</summary>
    internal void StopReading()
    {
        isClosed = true;
        GoOn();
    }

    /// <summary>Sends what the socket did not take before.</summary>
    internal void SendRest()
    {
        if (!unsent.IsEmpty)
        {
            unsent.Drop(Sent(unsent.Bytes));
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (TryRead(buffer.Span, out var length))
        {
            return new ValueTask<int>(length);
        }

        source.Reset();
        (wanted, isWaiting) = (buffer, true);
        return new ValueTask<int>(this, source.Version);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var sent = unsent.IsEmpty ? Sent(buffer.Span) : 0;
        unsent.Add(buffer.Span[sent..]);
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
        // Whatever the socket takes is sent at once.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    int IValueTaskSource<int>.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags
    ) => source.OnCompleted(continuation, state, token, flags);

    // False when it has to wait. An end of whatever kind is 0 bytes here, and its kind stays in Ending.
    private bool TryRead(Span<byte> buffer, out int length)
    {
        length = 0;
        if (isClosed || Ending != IoStatus.Done)
        {
            return true;
        }

        if (buffer.IsEmpty || !isReadable)
        {
            return isReadable;
        }

        // Readiness is told again for what this receive leaves behind.
        isReadable = false;
        var received = poller.Receive(handle, buffer, out var arrivedAtUnix);
        switch (received.Status)
        {
            case IoStatus.Done:
                (length, ArrivedAtUnix) = (received.Bytes, arrivedAtUnix);
                return true;
            case IoStatus.WouldBlock:
                return false;
            default:
                Ending = received.Status;
                return true;
        }
    }

    // Bytes that nobody will take any more count as sent: there is nothing else to do with them.
    private int Sent(ReadOnlySpan<byte> bytes)
    {
        if (SendFailure != IoStatus.Done)
        {
            return bytes.Length;
        }

        var sent = poller.Send(handle, bytes);
        if (sent.Status is IoStatus.Done or IoStatus.WouldBlock)
        {
            return sent.Bytes;
        }

        SendFailure = sent.Status;
        return bytes.Length;
    }
}
