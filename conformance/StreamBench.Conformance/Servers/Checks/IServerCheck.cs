using StreamBench.Conformance.Servers.Running;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>What a case does with a server, and what it expects. One class each, stateless.</summary>
internal interface IServerCheck
{
    /// <summary>Does it. What holds and what does not goes to <see cref="ServerRun.Expect"/>.</summary>
    Task RunAsync(ServerRun run, CancellationToken cancellation);
}
