namespace StreamBench.FakeAgent.Telemetry;

/// <summary>What clients asked for, oldest first: the referee's evidence of how a client recovered. Bounded. Thread-safe.</summary>
public sealed class RequestLog
{
    private readonly Lock gate = new();
    private readonly Queue<RequestRecord> records = new();
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
        }
    }
}
