using System.Threading.Tasks.Sources;

namespace StreamBench.FakeAgent.Delivery;

/// <summary>
/// "Something changed": any thread may pulse, one loop waits. Pulses between two waits count as one. Allocates nothing, since
/// a loaded server waits tens of thousands of times a second.
/// </summary>
internal sealed class Signal : IValueTaskSource
{
    private readonly Lock gate = new();
    private ManualResetValueTaskSourceCore<bool> source = new() { RunContinuationsAsynchronously = true };
    private bool isPulsed;
    private bool isWaiting;

    internal void Pulse()
    {
        lock (gate)
        {
            if (!isWaiting)
            {
                isPulsed = true;
                return;
            }

            isWaiting = false;
        }

        source.SetResult(true);
    }

    /// <summary>Completes at the next pulse, or at once when one came since the last wait.</summary>
    internal ValueTask WaitAsync()
    {
        lock (gate)
        {
            if (isPulsed)
            {
                isPulsed = false;
                return ValueTask.CompletedTask;
            }

            source.Reset();
            isWaiting = true;
            return new ValueTask(this, source.Version);
        }
    }

    void IValueTaskSource.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags
    ) => source.OnCompleted(continuation, state, token, flags);
}
