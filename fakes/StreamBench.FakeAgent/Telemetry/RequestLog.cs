namespace StreamBench.FakeAgent.Telemetry;

/// <summary>What clients asked for, oldest first: the referee's evidence of how a client recovered. Bounded. Thread-safe.</summary>
public sealed class RequestLog
{
    private readonly Lock gate = new();
    private readonly Queue<RequestRecord> records = new();
    private readonly Dictionary<string, Queue<RequestRecord>> byConversation = new(StringComparer.Ordinal);
    private readonly List<Waiter> waiters = [];
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
            return byConversation.TryGetValue(conversation, out var own) ? [.. own] : [];
        }
    }

    /// <summary>
    /// Completes once a request of this conversation is in the log that <paramref name="match"/> is true for, be it at once. It
    /// must be quick.
    /// </summary>
    public async Task WhenAsync(
        string conversation,
        Func<RequestRecord, bool> match,
        CancellationToken cancellation = default
    )
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiter = new Waiter(conversation, match, met);
        lock (gate)
        {
            if (byConversation.TryGetValue(conversation, out var own) && own.Any(match))
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
            Index(record);
            if (records.Count > capacity)
            {
                Forget(records.Dequeue());
            }

            foreach (var waiter in waiters)
            {
                if (waiter.Conversation == record.Conversation && waiter.Match(record))
                {
                    waiter.Met.TrySetResult();
                }
            }
        }
    }

    private void Index(RequestRecord record)
    {
        if (record.Conversation is not { } id)
        {
            return;
        }

        if (!byConversation.TryGetValue(id, out var own))
        {
            byConversation[id] = own = new Queue<RequestRecord>();
        }

        own.Enqueue(record);
    }

    private void Forget(RequestRecord oldest)
    {
        Forgotten++;
        if (oldest.Conversation is { } id && byConversation.TryGetValue(id, out var own))
        {
            own.Dequeue();
            if (own.Count == 0)
            {
                byConversation.Remove(id);
            }
        }
    }

    private sealed record Waiter(string Conversation, Func<RequestRecord, bool> Match, TaskCompletionSource Met);

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
