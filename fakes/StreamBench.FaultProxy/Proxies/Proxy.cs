using System.Collections.Immutable;
using System.Net;
using StreamBench.FaultProxy.Links;
using StreamBench.FaultProxy.Rules;
using StreamBench.FaultProxy.Rules.Connections;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.FaultProxy.Proxies;

/// <summary>Listens at one address, connects to another, and lets its toxics loose on what flows between. Safe to call from any thread.</summary>
public sealed class Proxy : IAsyncDisposable
{
    private readonly RunContext run;
    private readonly Connections connections;
    private readonly RuleBook book;
    private readonly SemaphoreSlim changes = new(1);
    private Listener? listener;

    private Proxy(ProxyConfig config, RunContext run)
    {
        Name = config.Name;
        Listen = config.Listen;
        Upstream = config.Upstream;
        this.run = run;
        book = new RuleBook(config.Rules, run.Seed);
        connections = new Connections(Name, run);
        book.RetireAsync = number => ChangeAsync(() => connections.RemoveRulesAsync(number));
    }

    /// <summary>Its name, unique at its server.</summary>
    public string Name { get; }

    /// <summary>The address it listens on, with its real port; as it was given while the proxy never listened.</summary>
    public string Listen { get; private set; }

    /// <summary>The address it listens on; null while disabled.</summary>
    public IPEndPoint? ListenEndPoint => listener?.Address;

    /// <summary>The address it connects to.</summary>
    public string Upstream { get; private set; }

    /// <summary>Whether it listens.</summary>
    public bool Enabled => listener is not null;

    /// <summary>Connections open now.</summary>
    public int ConnectionCount => connections.Count;

    /// <summary>All upstream toxics, then all downstream ones, each in order of adding.</summary>
    public IReadOnlyList<ToxicConfig> Toxics =>
        [.. connections.Toxics.OrderBy(slot => slot.Direction).Select(slot => slot.Config)];

    /// <summary>The rules for streams; they never show among the toxics.</summary>
    public FaultRules Rules => book.Rules;

    internal IReadOnlyList<ConnectionInfo> LiveConnections => connections.Live;

    /// <summary>Those of the live connections that a rule may still act on.</summary>
    internal IReadOnlyList<TrackedConnection> TrackedConnections => book.Connections;

    internal Traffic Traffic { get; private set; } = new();

    /// <summary>Makes a proxy that listens if it is to.</summary>
    internal static async Task<Proxy> StartAsync(ProxyConfig config, RunContext run)
    {
        var slots = config.Toxics.Select(ToxicSlot.From).ToArray();
        if (slots.DistinctBy(slot => slot.Name).Count() < slots.Length)
            throw FaultProxyException.ToxicExists();
        RuleChecks.Require(config.Rules);
        var proxy = new Proxy(config, run);
        await proxy.connections.SetRulesAsync(proxy.book);
        foreach (var slot in slots)
            await proxy.connections.AddAsync(slot);
        if (config.Enabled)
            await proxy.EnableAsync();
        return proxy;
    }

    /// <summary>Listens; does nothing if it does already.</summary>
    /// <exception cref="FaultProxyException">It cannot listen there; it stays disabled.</exception>
    public Task EnableAsync() => UpdateAsync(new ProxyUpdate(Enabled: true));

    /// <summary>Stops listening and closes all connections; data on its way is dropped.</summary>
    public Task DisableAsync() => UpdateAsync(new ProxyUpdate(Enabled: false));

    /// <summary>
    /// Changes a proxy. Another listen address or upstream closes all connections; toxics stay. Where it fails nothing has changed.
    /// </summary>
    /// <exception cref="FaultProxyException">It cannot listen there.</exception>
    public Task UpdateAsync(ProxyUpdate update) =>
        ChangeAsync(async () =>
        {
            var enabled = update.Enabled ?? Enabled;
            var upstream = update.Upstream ?? Upstream;
            var listen = update.Listen is { } wanted && await ListensElsewhereAsync(wanted) ? wanted : null;
            var moves = listen is not null || upstream != Upstream;

            if (enabled && (listener is null || listen is not null))
                await ListenAsync(listen ?? Listen);
            else
                Listen = listen ?? Listen;
            if (moves)
                Traffic = new Traffic();
            Upstream = upstream;

            if (!enabled)
                await StopListeningAsync();
            if (moves || !enabled)
                await connections.CloseAsync();
        });

    /// <summary>Adds a toxic behind those of its stream; on live connections from the next chunk on.</summary>
    /// <returns>The toxic as it is now, all attributes included.</returns>
    /// <exception cref="FaultProxyException">Its stream or type is unknown, or its name is taken.</exception>
    public async Task<ToxicConfig> AddToxicAsync(ToxicConfig toxic)
    {
        var slot = ToxicSlot.From(toxic);
        await ChangeAsync(() =>
            connections.Toxics.Any(other => other.Name == slot.Name)
                ? throw FaultProxyException.ToxicExists()
                : connections.AddAsync(slot)
        );
        return slot.Config;
    }

    /// <summary>Changes attributes or toxicity; what is left out stays. Waits of this toxic end at once.</summary>
    /// <exception cref="FaultProxyException">There is no such toxic.</exception>
    public async Task<ToxicConfig> UpdateToxicAsync(
        string name,
        ImmutableDictionary<string, decimal> attributes,
        float? toxicity = null
    )
    {
        ToxicSlot? changed = null;
        await ChangeAsync(() => connections.UpdateAsync(changed = Find(name).With(toxicity, attributes)));
        return changed!.Config;
    }

    /// <summary>Takes a toxic away: what it held goes on at once and in order. Never waits for a peer.</summary>
    /// <exception cref="FaultProxyException">There is no such toxic.</exception>
    public Task RemoveToxicAsync(string name) => ChangeAsync(() => connections.RemoveAsync(Find(name)));

    /// <summary>Takes all toxics away.</summary>
    public Task RemoveAllToxicsAsync() =>
        ChangeAsync(async () =>
        {
            foreach (var slot in connections.Toxics)
                await connections.RemoveAsync(slot);
        });

    /// <summary>
    /// Puts rules in the place of those before, on live connections too: what these held goes on at once, and all counts begin anew.
    /// <see cref="FaultRules.None"/> takes them away.
    /// </summary>
    /// <exception cref="FaultProxyException">A rule is not right; nothing has changed.</exception>
    public Task SetRulesAsync(FaultRules rules)
    {
        RuleChecks.Require(rules);
        return ChangeAsync(() =>
        {
            book.Set(rules);
            return connections.SetRulesAsync(book);
        });
    }

    /// <summary>Stops listening and closes all connections.</summary>
    /// <remarks>A change that waits its turn still gets it, so the semaphore, which holds nothing of the system, is not disposed.</remarks>
    public async ValueTask DisposeAsync()
    {
        await DisableAsync();
        await book.WhenRetired();
    }

    /// <summary>Puts any rules in place, on live connections too.</summary>
    internal Task SetRuleBookAsync(IRuleBook rules) => ChangeAsync(() => connections.SetRulesAsync(rules));

    /// <summary>Whether an address is not the one it has, once hosts are looked up.</summary>
    internal async Task<bool> ListensElsewhereAsync(string listen) =>
        !(await ListenAddress.ResolveAsync(listen)).Equals(await ListenAddress.ResolveAsync(Listen));

    private ToxicSlot Find(string name) =>
        connections.Toxics.FirstOrDefault(slot => slot.Name == name) ?? throw FaultProxyException.ToxicNotFound();

    private async Task ChangeAsync(Func<Task> change)
    {
        await changes.WaitAsync();
        try
        {
            await change();
        }
        finally
        {
            changes.Release();
        }
    }

    private async Task ListenAsync(string listen)
    {
        var address = ListenAddress.ToBind(await ListenAddress.ResolveAsync(listen));
        var before = listener?.Address;
        if (before?.Port == address.Port)
            await StopListeningAsync();
        Listener next;
        try
        {
            next = Bind(address);
        }
        catch (FaultProxyException) when (before is not null)
        {
            listener ??= Bind(before);
            throw;
        }
        await StopListeningAsync();
        listener = next;
        Listen = ListenAddress.Show(next.Address);
    }

    private Listener Bind(IPEndPoint address) =>
        new(address, run.Time, client => connections.Open(client, Upstream, Traffic));

    private async Task StopListeningAsync()
    {
        if (listener is { } old)
            await old.DisposeAsync();
        listener = null;
    }
}
