namespace StreamBench.Transports;

/// <summary>Ends a wait for bytes when none came for too long, when the caller gives up, or when the connection is closed.</summary>
internal sealed class IdleClock(TimeSpan timeout, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource source = new(Timeout.InfiniteTimeSpan, time);
    private volatile bool isDisposed;

    /// <summary>Cancelled when the wait is over without bytes.</summary>
    internal CancellationToken Token => source.Token;

    /// <summary>Starts the clock for one wait; dispose the result when bytes came.</summary>
    internal Wait Start(CancellationToken cancellation)
    {
        source.CancelAfter(timeout);
        return new Wait(
            source,
            cancellation.UnsafeRegister(static s => ((CancellationTokenSource)s!).Cancel(), source)
        );
    }

    /// <summary>Ends the wait now; after <see cref="Dispose"/> there is none, so a connection may be disposed twice.</summary>
    internal void Stop()
    {
        if (!isDisposed)
        {
            source.Cancel();
        }
    }

    internal StreamEnd Expired() =>
        new(StreamEndKind.TimedOut, StreamSide.Path, $"nothing came for {timeout.TotalMilliseconds:0} ms");

    public void Dispose()
    {
        isDisposed = true;
        source.Dispose();
    }

    internal readonly struct Wait(CancellationTokenSource source, CancellationTokenRegistration registration)
        : IDisposable
    {
        public void Dispose()
        {
            registration.Dispose();
            source.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }
}
