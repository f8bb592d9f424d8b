using System.Collections.Immutable;
using StreamBench.Load.Plans;
using StreamBench.Load.Turns;

namespace StreamBench.Load.Running;

/// <summary>The server that a run asks: somebody's own, or one that was started for the run. Called from several threads.</summary>
public interface ILoadServer : IAsyncDisposable
{
    /// <summary>Its address, without a path for the native dialect.</summary>
    Uri Address { get; }

    /// <summary>True when conversations are this run's alone, so that their ids need not differ from another run's.</summary>
    bool IsOwn { get; }

    /// <summary>Ways to the same server through faults, each for one stream at a time; empty when there is none.</summary>
    ImmutableArray<Uri> DisturbedPaths { get; }

    /// <summary>What a turn of the scenario ends in; null when nobody knows.</summary>
    ExpectedTurn? Expected(LoadScenario scenario);

    /// <summary>Makes a disturbed path as new, so that the next stream meets all its faults.</summary>
    ValueTask RenewAsync(int path, CancellationToken cancellation);

    /// <summary>Nobody will ask for the conversation again.</summary>
    void Forget(string conversation);
}
