using System.Collections.Immutable;

namespace StreamBench.Conformance.Servers.Reaching;

/// <summary>The one line that a server with a command reads from its standard input.</summary>
/// <param name="Cmd">Always <c>serve</c>.</param>
/// <param name="Protocol">Version of these messages; 1.</param>
/// <param name="Transports">The transports that will be asked for.</param>
/// <param name="Dialect">The dialect that will be spoken.</param>
/// <param name="HeartbeatMs">A heartbeat interval that keeps the run short, in milliseconds; a wish, not an order.</param>
public sealed record ServeOrder(
    string Cmd,
    int Protocol,
    ImmutableArray<string> Transports,
    string Dialect,
    int HeartbeatMs
);
