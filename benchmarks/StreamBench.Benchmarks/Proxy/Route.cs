using System.Diagnostics;
using System.Net;

namespace StreamBench.Benchmarks.Proxy;

/// <summary>One way from client to server: straight, or through a relay.</summary>
/// <param name="Name">As it is printed.</param>
/// <param name="StartAsync">Starts its relay in front of a server; null when there is none.</param>
internal sealed record Route(string Name, Func<IPEndPoint, Task<RelayProcess>>? StartAsync)
{
    public static readonly Route Direct = new("direct", StartAsync: null);

    public static Route Through(Relay relay) => new(relay.Name, server => RelayProcess.StartAsync(relay, server));

    /// <summary>Through another program, to compare with.</summary>
    public static Route Through(string program) =>
        new(
            Path.GetFileNameWithoutExtension(program),
            server => RelayProcess.StartAsync(new ProcessStartInfo(program), server)
        );
}
