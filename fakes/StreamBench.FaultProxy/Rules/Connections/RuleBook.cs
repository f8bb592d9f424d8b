using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>The rules of one proxy, whichever are set. Thread-safe.</summary>
internal sealed class RuleBook(FaultRules rules, long seed) : IRuleBook
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, TrackedConnection> connections = [];
    private RuleSession session = new(rules, seed);

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
                connections[connection.Number] = tracked = new TrackedConnection(connection);
            tracked.Holders++;
            return new ConnectionRules(session, tracked, connection, () => Release(tracked));
        }
    }

    private void Release(TrackedConnection tracked)
    {
        lock (gate)
        {
            if (--tracked.Holders == 0)
                connections.Remove(tracked.Info.Number);
        }
    }
}
