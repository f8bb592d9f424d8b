using System.Net.Security;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Streams;

namespace StreamBench.Load.Engine.Tls;

/// <summary>
/// One connection with TLS. From the handshake on a read of no bytes is always under way: it completes when there is
/// something decrypted, and owns no buffer until then. Every call returns at once, and nothing happens outside of them.
/// </summary>
internal sealed class TlsSocket(IPoller poller, int handle, long token, SslClientAuthenticationOptions options)
    : IDisposable
{
    private readonly WireStream wire = new(poller, handle);
    private SslStream? ssl;
    private Task? shaking;
    private ValueTask<int> reading;
    private bool isShaken;

    internal int Handle => handle;

    internal long Token => token;

    /// <summary>True once the socket below is connected.</summary>
    internal bool HasBegun => ssl is not null;

    /// <summary>True while the socket below has not taken all that was encrypted.</summary>
    internal bool HasUnsent => wire.HasUnsent;

    /// <summary>True when a receive gives something, or the end, whether or not the socket below is ready.</summary>
    internal bool HasMore => isShaken && reading.IsCompleted;

    internal bool IsClosed { get; private set; }

    /// <summary>The poller's note: it waits among those that have more.</summary>
    internal bool IsListed { get; set; }

    /// <summary>The poller's note: its next receive comes because it had more, not because the socket below is ready.</summary>
    internal bool IsTold { get; set; }

    /// <summary>The poller's note: whoever uses it waits for room.</summary>
    internal bool IsRoomWanted { get; set; }

    /// <summary>The poller's note: the socket below was asked for room.</summary>
    internal bool IsRoomAwaited { get; set; }

    /// <summary>The socket below may have something.</summary>
    internal void OnReadable() => wire.OnReadable();

    /// <summary>The socket below is connected: begins the handshake.</summary>
    internal void Begin()
    {
        ssl = new SslStream(wire, leaveInnerStreamOpen: false);
        shaking = ssl.AuthenticateAsClientAsync(options, CancellationToken.None);
    }

    /// <summary>How the handshake went; <see cref="IoStatus.WouldBlock"/> until it is decided.</summary>
    internal IoStatus Shake(out ConnectTrouble trouble)
    {
        trouble = ConnectTrouble.None;
        wire.GoOn();
        if (!shaking!.IsCompleted)
        {
            return IoStatus.WouldBlock;
        }

        if (shaking.IsCompletedSuccessfully)
        {
            (isShaken, shaking) = (true, null); // The handshake's own memory is not held with the stream.
            Await();
            return IoStatus.Done;
        }

        trouble = TlsFailures.Meaning(shaking.Exception?.InnerException, wire.Ending);
        return IoStatus.Failed;
    }

    /// <summary>Takes what is decrypted, as much as fits.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="arrivedAtUnix">When the kernel took in the last of what had to be there for it.</param>
    internal IoResult Receive(Memory<byte> buffer, out long arrivedAtUnix)
    {
        wire.GoOn();
        arrivedAtUnix = wire.ArrivedAtUnix;
        if (!reading.IsCompleted)
        {
            return IoResult.Of(IoStatus.WouldBlock);
        }

        try
        {
            _ = reading.GetAwaiter().GetResult();
            var length = Now(ssl!.ReadAsync(buffer, CancellationToken.None));
            Await();
            return length > 0 ? IoResult.Done(length) : IoResult.Of(End(isOrderly: true));
        }
        catch (IOException)
        {
            // A record that was cut, or one that nobody can decrypt.
            reading = default;
            return IoResult.Of(End(isOrderly: false));
        }
    }

    /// <summary>Encrypts and sends; what it took is sent sooner or later.</summary>
    /// <param name="bytes">At most one record, 16 KiB.</param>
    internal IoResult Send(ReadOnlyMemory<byte> bytes)
    {
        SendRest();
        if (wire.HasUnsent)
        {
            return IoResult.Of(IoStatus.WouldBlock);
        }

        try
        {
            Now(ssl!.WriteAsync(bytes, CancellationToken.None));
        }
        catch (IOException)
        {
            return IoResult.Of(IoStatus.Failed);
        }

        return wire.SendFailure == IoStatus.Done ? IoResult.Done(bytes.Length) : IoResult.Of(wire.SendFailure);
    }

    internal void SendRest() => wire.SendRest();

    /// <summary>Says close_notify first, where the peer may still hear it, and closes.</summary>
    internal void Close()
    {
        if (isShaken && !wire.HasUnsent && wire.Ending == IoStatus.Done)
        {
            Forget(ssl!.ShutdownAsync());
        }

        Dispose();
    }

    /// <summary>Ends what is under way, so that nothing is left to be collected later. The socket below stays.</summary>
    public void Dispose()
    {
        IsClosed = true;
        wire.StopReading();
        if (ssl is not null)
        {
            Forget(shaking ?? reading.AsTask());
            ssl.Dispose();
        }

        wire.Dispose();
    }

    private void Await() =>
#pragma warning disable CA2012 // Kept, and its result taken once: by the receive that finds it completed, or by closing.
        reading = ssl!.ReadAsync(Memory<byte>.Empty, CancellationToken.None);
#pragma warning restore CA2012

    // A connection that ends without close_notify (RFC 8446 §6.1) was cut: by the peer or by somebody between.
    private IoStatus End(bool isOrderly) =>
        wire.Ending switch
        {
            IoStatus.Done => isOrderly ? IoStatus.Ended : IoStatus.Failed,
            IoStatus.Ended => IoStatus.Cut,
            var ending => ending,
        };

    private static void Now(ValueTask write)
    {
        if (!write.IsCompleted)
        {
            throw new InvalidOperationException("what is encrypted was to be written at once");
        }

        write.GetAwaiter().GetResult();
    }

    private static int Now(ValueTask<int> read) =>
        read.IsCompleted
            ? read.GetAwaiter().GetResult()
            : throw new InvalidOperationException("what is decrypted was to be read at once");

    // It has failed because the connection is being closed, which whoever closes it knows.
    private static void Forget(Task task) => _ = task.Exception;
}
