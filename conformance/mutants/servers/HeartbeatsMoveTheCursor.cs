using System.Collections.Immutable;
using StreamBench.FakeAgent;

namespace StreamBench.Mutants.Servers;

/// <summary>One function writes all frames, and gives each an id.</summary>
public sealed class HeartbeatsMoveTheCursor : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "heartbeats-move-the-cursor";

    /// <inheritdoc/>
    public string Bug => "gives hello an id, so that a client that drops right after it resumes there";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-002"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) =>
        right.With(
            (http, next) =>
                http.Is("GET", "/events")
                    ? http.RewriteAsync(
                        next,
                        text =>
                            text.Replace(
                                "data: {\"type\":\"hello\"",
                                "id: 0:0\ndata: {\"type\":\"hello\"",
                                StringComparison.Ordinal
                            )
                    )
                    : next(http)
        );
}
