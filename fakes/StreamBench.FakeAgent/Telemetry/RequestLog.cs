namespace StreamBench.FakeAgent.Telemetry;

/// <summary>What clients asked for, oldest first: the referee's evidence of how a client recovered. Bounded. Thread-safe.</summary>
public sealed class RequestLog
{
    private readonly Lock gate = new();
    private readonly Queue<RequestRecord> records = new();
    private readonly List<(Func<RequestRecord, bool> Match, TaskCompletionSource Met)> waiters = [];
    private readonly HashSet<Func<string?>> underWay = [];
    private readonly int capacity;
    private TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

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

    /// <summary>
    /// Completes once every request of this conversation that is no stream has been answered, so that the log holds it. What
    /// a request does can be seen before its answer is written; evidence that is to be whole waits for this.
    /// </summary>
    public async Task WhenAnsweredAsync(string conversation, CancellationToken cancellation = default)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (underWay.All(of => of() != conversation))
                {
                    return;
                }

                next = answered.Task;
            }

            await next.WaitAsync(cancellation);
        }
    }

    /// <summary>Counts a request as under way until what is returned is disposed of, which may be done more than once.</summary>
    /// <param name="conversation">The conversation that it belongs to, once that is known.</param>
    internal IDisposable Begin(Func<string?> conversation)
    {
        lock (gate)
        {
            underWay.Add(conversation);
        }

        return new UnderWay(this, conversation);
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

    private sealed class UnderWay(RequestLog log, Func<string?> conversation) : IDisposable
    {
        public void Dispose()
        {
            lock (log.gate)
            {
                if (log.underWay.Remove(conversation))
                {
                    log.answered.TrySetResult();
                    log.answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }
        }
    }
}
