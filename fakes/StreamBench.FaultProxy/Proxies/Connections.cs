using System.Collections.Immutable;
using System.Net.Sockets;
using StreamBench.FaultProxy.Links;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.FaultProxy.Proxies;

/// <summary>
/// The live connections of a proxy, and the toxics and rules each of them meets. A change reaches every connection: one that opens
/// meanwhile is laid with it, the others are changed. Changes come one at a time.
/// </summary>
internal sealed class Connections(string proxy, RunContext run)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Connection, Task> live = [];
    private IRuleBook book = NoRules.Instance;
    private long opened;

    /// <summary>In order of adding.</summary>
    public ImmutableArray<ToxicSlot> Toxics { get; private set; } = [];

    public int Count
    {
        get
        {
            lock (gate)
                return live.Count;
        }
    }

    /// <summary>Those that live, in order of acceptance.</summary>
    public IReadOnlyList<ConnectionInfo> Live
    {
        get
        {
            lock (gate)
                return [.. live.Keys.Select(connection => connection.Info).OrderBy(info => info.Number)];
        }
    }

    public void Open(Socket client, string upstream, Traffic traffic)
    {
        lock (gate)
        {
            var info = new ConnectionInfo(
                proxy,
                ++opened,
                client.RemoteEndPoint,
                run.Time.GetTimestamp(),
                run.Time,
                run.Seed,
                run.Faults
            );
            var connection = new Connection(info, client, upstream, traffic, book);
            connection.Build(Toxics);
            live.Add(connection, Task.Run(() => RunAsync(connection)));
        }
    }

    public Task AddAsync(ToxicSlot slot) =>
        ChangeAsync(Toxics.Add(slot), connection => connection.ChainOf(slot.Direction).AddAsync(slot));

    public Task UpdateAsync(ToxicSlot slot)
    {
        var before = Toxics.First(other => other.Name == slot.Name);
        return ChangeAsync(
            Toxics.Replace(before, slot),
            connection => connection.ChainOf(slot.Direction).UpdateAsync(slot)
        );
    }

    public Task RemoveAsync(ToxicSlot slot) =>
        ChangeAsync(Toxics.Remove(slot), connection => connection.ChainOf(slot.Direction).RemoveAsync(slot.Name));

    public Task SetRulesAsync(IRuleBook next)
    {
        Connection[] now;
        lock (gate)
        {
            book = next;
            now = [.. live.Keys.OrderBy(connection => connection.Number)];
        }
        return Task.WhenAll(now.Select(connection => connection.SetRulesAsync(next)));
    }

    /// <summary>Takes the rules off one connection, if it lives; others keep theirs.</summary>
    public Task RemoveRulesAsync(long number)
    {
        Connection? connection;
        lock (gate)
            connection = live.Keys.FirstOrDefault(one => one.Number == number);
        return connection?.SetRulesAsync(NoRules.Instance) ?? Task.CompletedTask;
    }

    /// <summary>Closes all and waits until they are gone.</summary>
    public Task CloseAsync()
    {
        KeyValuePair<Connection, Task>[] now;
        lock (gate)
            now = [.. live];
        foreach (var (connection, _) in now)
            connection.Close();
        return Task.WhenAll(now.Select(pair => pair.Value));
    }

    private Task ChangeAsync(ImmutableArray<ToxicSlot> toxics, Func<Connection, Task> change)
    {
        Connection[] now;
        lock (gate)
        {
            Toxics = toxics;
            now = [.. live.Keys];
        }
        return Task.WhenAll(now.Select(change));
    }

    private async Task RunAsync(Connection connection)
    {
        try
        {
            await connection.RunAsync();
        }
        finally
        {
            lock (gate)
                live.Remove(connection);
        }
    }
}
