using System.Collections.Immutable;
using StreamBench.Load.Plans;
using StreamBench.Load.Turns;

namespace StreamBench.Load.Running;

/// <summary>A server of one's own, somewhere.</summary>
/// <param name="address">Where it is.</param>
/// <param name="expected">What a turn of a scenario ends in, where its script is known; null checks the events' own rules.</param>
public sealed class RunningServer(Uri address, Func<LoadScenario, ExpectedTurn?>? expected = null) : ILoadServer
{
    /// <inheritdoc/>
    public Uri Address { get; } = address;

    /// <inheritdoc/>
    public bool IsOwn => false;

    /// <inheritdoc/>
    public ImmutableArray<Uri> DisturbedPaths => [];

    /// <inheritdoc/>
    public ExpectedTurn? Expected(LoadScenario scenario) => expected?.Invoke(scenario);

    /// <inheritdoc/>
    public ValueTask RenewAsync(int path, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public void Forget(string conversation)
    {
        // What it keeps is its own business.
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
