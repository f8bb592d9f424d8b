namespace StreamBench.Transports.Client;

/// <summary>What the user tells the reading loop: hold, go on, connect anew. Thread-safe.</summary>
internal sealed class ClientSignals
{
    private readonly Lock gate = new();
    private TaskCompletionSource asked = New();
    private TaskCompletionSource? held;

    /// <summary>Completes when a new connection is asked for; any number of requests make one.</summary>
    internal Task Asked
    {
        get
        {
            lock (gate)
            {
                return asked.Task;
            }
        }
    }

    internal void Ask()
    {
        lock (gate)
        {
            asked.TrySetResult();
        }
    }

    /// <summary>A connection opens: what was asked for before is done with it.</summary>
    internal void Answer()
    {
        lock (gate)
        {
            asked = asked.Task.IsCompleted ? New() : asked;
        }
    }

    internal void Hold()
    {
        lock (gate)
        {
            held ??= New();
        }
    }

    internal void Release()
    {
        lock (gate)
        {
            held?.SetResult();
            held = null;
        }
    }

    internal Task WhileHeldAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            return held is null ? Task.CompletedTask : held.Task.WaitAsync(cancellation);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
