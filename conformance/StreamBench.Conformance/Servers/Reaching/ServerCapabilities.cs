using System.Collections.Immutable;

namespace StreamBench.Conformance.Servers.Reaching;

/// <summary>What a server may declare that it can do. A case that needs more than is declared is UNIMPLEMENTED, never failed.</summary>
public static class ServerCapabilities
{
    /// <summary>It can be started again: only a server with a command can.</summary>
    public const string Restart = "restart";

    /// <summary>It asks for a token.</summary>
    public const string Auth = "auth";

    /// <summary>It plays the script that a message names.</summary>
    public const string Scripts = "scripts";

    /// <summary>It tells the state of a conversation.</summary>
    public const string History = "history";

    /// <summary>Every capability with what it means.</summary>
    public static ImmutableSortedDictionary<string, string> All { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["approvals"] = "asks for approvals and takes decisions",
            [Auth] = "asks for a bearer token",
            ["cancel"] = "cancels a turn",
            ["evict"] = "forgets old events on request (POST …/evict)",
            ["gauge"] = "tells how many streams are open (GET /v1/gauge)",
            ["heartbeats"] = "fills silence with heartbeats, as hello.heartbeatMs says",
            [History] = "tells the state of a conversation (GET …/{c})",
            [Restart] = "can be stopped and started again by the harness",
            ["resume"] = "resumes after a cursor",
            [Scripts] = "plays the script that a message names",
            ["snapshots"] = "sends snapshots or checkpoints",
            ["stream"] = "takes messages and streams turns",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>What a server is taken to declare that declares nothing.</summary>
    internal static ImmutableArray<string> Usual(bool hasToken, bool canRestart) =>
        [
            .. All.Keys.Where(name =>
                name switch
                {
                    Auth => hasToken,
                    Restart => canRestart,
                    _ => true,
                }
            ),
        ];
}
