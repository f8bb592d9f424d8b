using System.Threading.Tasks.Sources;

namespace StreamBench.FaultProxy.Links;

/// <summary>
/// Wakes one waiter, again and again, without allocating. Setting it twice before a wait counts once, so a waiter looks at its
/// condition again after each wait.
/// </summary>
internal sealed class Signal : IValueTaskSource
{
    private const int Idle = 0;
    private const int IsSet = 1;
    private const int Awaited = 2;

    private ManualResetValueTaskSourceCore<bool> core = new() { RunContinuationsAsynchronously = true };
    private int state;

    public void Set()
    {
        while (true)
        {
            var seen = Volatile.Read(ref state);
            if (seen == IsSet)
                return;
            var next = seen == Awaited ? Idle : IsSet;
            if (Interlocked.CompareExchange(ref state, next, seen) != seen)
                continue;
            if (seen == Awaited)
                core.SetResult(true);
            return;
        }
    }

    /// <summary>Completes once the signal is set. One waiter at a time.</summary>
    public ValueTask WaitAsync()
    {
        if (Interlocked.CompareExchange(ref state, Idle, IsSet) == IsSet)
            return ValueTask.CompletedTask;
        core.Reset();
        if (Interlocked.CompareExchange(ref state, Awaited, Idle) == Idle)
            return new ValueTask(this, core.Version);
        Volatile.Write(ref state, Idle);
        return ValueTask.CompletedTask;
    }

    void IValueTaskSource.GetResult(short token) => core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags
    ) => core.OnCompleted(continuation, state, token, flags);
}
