using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>The rules of one proxy, whichever are set. Thread-safe.</summary>
internal sealed class RuleBook(FaultRules rules, long seed) : IRuleBook
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, TrackedConnection> connections = [];
    private readonly List<Task> retiring = [];
    private RuleSession session = new(rules, seed);
    private long highest;

    /// <summary>Takes the rules off a connection, by its number; set by the proxy.</summary>
    public Func<long, Task>? RetireAsync { get; set; }

    /// <summary>The rules in place.</summary>
    public FaultRules Rules
    {
        get
        {
            lock (gate)
                return session.Rules;
        }
    }

    /// <summary>The connections that live, by number.</summary>
    public IReadOnlyList<TrackedConnection> Connections
    {
        get
        {
            lock (gate)
                return [.. connections.OrderBy(entry => entry.Key).Select(entry => entry.Value)];
        }
    }

    /// <summary>Puts other rules in place; all counts begin anew. The proxy then opens its live connections again.</summary>
    public void Set(FaultRules next)
    {
        lock (gate)
            session = new RuleSession(next, seed);
    }

    public IConnectionRules Open(ConnectionInfo connection)
    {
        lock (gate)
        {
            if (!connections.TryGetValue(connection.Number, out var tracked))
                connections[connection.Number] = tracked = Track(connection);
            tracked.Holders++;
            return new ConnectionRules(session, tracked, connection, () => Release(tracked), () => Retire(tracked));
        }
    }

    /// <summary>Waits for connections that are being left alone.</summary>
    public Task WhenRetired()
    {
        lock (gate)
            return Task.WhenAll(retiring);
    }

    private TrackedConnection Track(ConnectionInfo connection)
    {
        var tracked = new TrackedConnection(connection);
        if (connection.Number <= highest)
            tracked.LoseTrack();
        highest = Math.Max(highest, connection.Number);
        return tracked;
    }

    /// <summary>No rule will act on this connection any more: its bytes go past the rules from now on.</summary>
    private void Retire(TrackedConnection tracked)
    {
        lock (gate)
        {
            if (tracked.IsRetired || RetireAsync is not { } retire)
                return;
            tracked.IsRetired = true;
            retiring.RemoveAll(task => task.IsCompletedSuccessfully);
            retiring.Add(Task.Run(() => retire(tracked.Info.Number)));
        }
    }

    private void Release(TrackedConnection tracked)
    {
        lock (gate)
        {
            if (--tracked.Holders > 0)
                return;
            connections.Remove(tracked.Info.Number);
            tracked.LeaveAlone();
        }
    }
}
