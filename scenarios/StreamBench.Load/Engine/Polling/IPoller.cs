using System.Net;
using StreamBench.Load.Engine.Streams;

namespace StreamBench.Load.Engine.Polling;

/// <summary>
/// Many sockets and one thread that waits for them: what the loop needs of an operating system. Readiness, not completion:
/// a stream that waits owns no buffer. Only <see cref="Wake"/> may be called from another thread.
/// </summary>
/// <remarks>
/// Whoever is told that there is something to receive has to receive, once; then it is told again as long as something is
/// left. It may be told when nothing is there.
/// </remarks>
internal interface IPoller : IDisposable
{
    /// <summary>What the result names it: <c>epoll</c> or <c>socket</c>, and <c>+tls</c> behind it where it may speak TLS.</summary>
    string Name { get; }

    /// <summary>True when <see cref="Receive"/> tells when the kernel took the bytes in, at least for a sample of the sockets.</summary>
    bool HasArrivalStamps { get; }

    /// <summary>Begins to connect; readiness under <paramref name="token"/> tells that it is decided.</summary>
    /// <param name="remote">Where to.</param>
    /// <param name="source">The local address, or null for the system's choice.</param>
    /// <param name="token">Comes back in <see cref="Readiness"/>.</param>
    /// <param name="handle">Names the socket in the other calls.</param>
    IoStatus Open(IPEndPoint remote, IPAddress? source, long token, out int handle);

    /// <summary>
    /// How connecting went; from success on, readiness means that there is something to receive. After
    /// <see cref="IoStatus.WouldBlock"/> readiness tells when to ask again.
    /// </summary>
    /// <param name="handle">The socket.</param>
    /// <param name="trouble">Why nothing can be said on a connection that stands; none on success, and where none stands.</param>
    IoStatus FinishConnecting(int handle, out ConnectTrouble trouble);

    /// <summary>Sends what the socket takes at once.</summary>
    IoResult Send(int handle, ReadOnlySpan<byte> bytes);

    /// <summary>Asks for readiness to send, beside readiness to receive, until <see cref="StopAwaitingRoom"/>; to be asked again after each send.</summary>
    void AwaitRoom(int handle);

    /// <summary>Room came: only readiness to receive is wanted again.</summary>
    void StopAwaitingRoom(int handle);

    /// <summary>Takes what is there, without waiting.</summary>
    /// <param name="handle">The socket.</param>
    /// <param name="buffer">Where to.</param>
    /// <param name="arrivedAtUnix">When the kernel took the last of it in, in Unix nanoseconds; 0 when it does not say.</param>
    IoResult Receive(int handle, Span<byte> buffer, out long arrivedAtUnix);

    /// <summary>Wants no readiness until <see cref="Continue"/>; one that is on its way already may still come.</summary>
    void Pause(int handle);

    /// <summary>Wants readiness again, after a receive.</summary>
    void Continue(int handle);

    /// <summary>Bytes that wait in the socket.</summary>
    int Pending(int handle);

    /// <summary>Closes in good order, or with a reset.</summary>
    void Close(int handle, bool reset);

    /// <summary>Waits until something is ready, <see cref="Wake"/> is called or the time is over.</summary>
    /// <param name="ready">Filled from the front.</param>
    /// <param name="timeoutNanoseconds">Longest wait; 0 only looks.</param>
    /// <returns>How many were filled in.</returns>
    int Wait(Span<Readiness> ready, long timeoutNanoseconds);

    /// <summary>Ends the current or the next wait.</summary>
    void Wake();
}

/// <summary>One socket that can go on.</summary>
/// <param name="Token">The one given at <see cref="IPoller.Open"/>.</param>
internal readonly record struct Readiness(long Token);
