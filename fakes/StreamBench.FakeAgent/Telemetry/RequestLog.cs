namespace StreamBench.FakeAgent.Telemetry;

/// <summary>What clients asked for, oldest first: the referee's evidence of how a client recovered. Bounded. Thread-safe.</summary>
public sealed class RequestLog
{
    private readonly Lock gate = new();
    private readonly Queue<RequestRecord> records = new();
    private readonly List<(Func<RequestRecord, bool> Match, TaskCompletionSource Met)> waiters = [];
    private readonly int capacity;

    internal RequestLog(int capacity) => this.capacity = capacity;

    /// <summary>How many records were forgotten because the log was full.</summary>
    public long Forgotten { get; private set; }

    /// <summary>A copy of the log.</summary>
    public IReadOnlyList<RequestRecord> ToList()
    {
        lock (gate)
        {
            return [.. records];
        }
    }

    /// <summary>The part of the log that belongs to one conversation.</summary>
    public IReadOnlyList<RequestRecord> Of(string conversation)
    {
        lock (gate)
        {
            return [.. records.Where(r => r.Conversation == conversation)];
        }
    }

    /// <summary>Completes once a request is in the log that <paramref name="match"/> is true for, be it at once. It must be quick.</summary>
    public async Task WhenAsync(Func<RequestRecord, bool> match, CancellationToken cancellation = default)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiter = (match, met);
        lock (gate)
        {
            if (records.Any(match))
            {
                return;
            }

            waiters.Add(waiter);
        }

        try
        {
            await met.Task.WaitAsync(cancellation);
        }
        finally
        {
            lock (gate)
            {
                waiters.Remove(waiter);
            }
        }
    }

    internal void Add(RequestRecord record)
    {
        AgentMeter.Requests.Add(1, new("transport", record.Transport), new("status", record.Status));
        lock (gate)
        {
            records.Enqueue(record);
            if (records.Count > capacity)
            {
                records.Dequeue();
                Forgotten++;
            }

            foreach (var (_, met) in waiters.Where(waiter => waiter.Match(record)))
            {
                met.TrySetResult();
            }
        }
    }
}
