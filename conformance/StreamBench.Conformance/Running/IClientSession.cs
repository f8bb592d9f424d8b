using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Running;

/// <summary>A client that was started, alone or with a server, and is ready for any part of the catalogue.</summary>
public interface IClientSession : IAsyncDisposable
{
    /// <summary>What is known of who is tested.</summary>
    ClientIntroduction Card { get; }

    /// <summary>Lays out the runs of a catalogue.</summary>
    Task<Plan> PlanAsync(CaseBook book, PlanOptions plan);

    /// <summary>Runs a plan.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="report">Told of each result once it is certain, from any thread.</param>
    /// <param name="cancellation">Stops between runs.</param>
    Task RunAsync(Plan plan, Action<RunResult> report, CancellationToken cancellation);
}
