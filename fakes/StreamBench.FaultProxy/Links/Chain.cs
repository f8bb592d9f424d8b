using StreamBench.FaultProxy.Toxics;

namespace StreamBench.FaultProxy.Links;

/// <summary>
/// The stages of a link: the rules of the connection in front, then its toxics in order of adding. Changes come one at a time from
/// the proxy; chunks flow on meanwhile, and no change waits for a peer.
/// </summary>
internal sealed class Chain(LinkContext link, Action startWriter)
{
    private const string RulesName = "/rules";

    private readonly List<(Stage Stage, ToxicSlot? Slot)> places = [];
    private readonly Signal reader = new();
    private Outbox? outbox;
    private bool sendingDirectly;
    private bool aborted;

    /// <summary>Guards the queues, the order of the stages and the way past them.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The queue to the destination; null as long as this link never had a stage.</summary>
    public Outbox? Outbox => outbox;

    /// <summary>Lays the chain of a new connection.</summary>
    public void Build(IPipe? rules, IEnumerable<ToxicSlot> toxics)
    {
        if (rules is not null)
            Insert(0, RulesName, slot: null, _ => rules, capacity: 1);
        foreach (var slot in toxics)
            Insert(places.Count, slot.Name, slot, slot.Draw, slot.Toxic.BufferedChunks);
    }

    /// <summary>Puts a toxic behind all others.</summary>
    public async Task AddAsync(ToxicSlot slot)
    {
        // Toxiproxy restarts the toxic before the new one, so its waits end and its toxicity is drawn again.
        var neighbour = ToxicBefore(places.Count);
        await InterruptAsync(neighbour.Stage);
        Insert(places.Count, slot.Name, slot, slot.Draw, slot.Toxic.BufferedChunks);
        neighbour.Stage?.Start(neighbour.Slot!.Draw(neighbour.Stage.Random));
    }

    /// <summary>Exchanges a toxic for its changed self: its waits end, and its toxicity is drawn again.</summary>
    public async Task UpdateAsync(ToxicSlot slot)
    {
        var index = IndexOf(slot.Name);
        if (index < 0)
            return;
        var stage = places[index].Stage;
        await stage.InterruptAsync();
        lock (Gate)
            places[index] = (stage, slot);
        stage.Start(slot.Draw(stage.Random));
    }

    /// <summary>Takes a toxic out: what it held goes on at once and in order.</summary>
    public async Task RemoveAsync(string toxic)
    {
        var index = IndexOf(toxic);
        if (index < 0)
            return;
        var (stage, slot) = places[index];
        var neighbour = ToxicBefore(index);
        await Task.WhenAll(InterruptAsync(neighbour.Stage), stage.InterruptAsync());
        if (slot!.Toxic.ClosesWhenRemoved)
            stage.End(LinkEnd.Closed, slot.Config.Type);
        TakeOut(index);
        neighbour.Stage?.Start(neighbour.Slot!.Draw(neighbour.Stage.Random));
    }

    /// <summary>Puts rules in front of all toxics, in place of those before; null takes them away.</summary>
    public async Task SetRulesAsync(IPipe? rules)
    {
        if (places is [(var front, null), ..])
        {
            await front.InterruptAsync();
            if (rules is not null)
            {
                front.Start(rules);
                return;
            }
            TakeOut(0);
        }
        else if (rules is not null)
        {
            Insert(0, RulesName, slot: null, _ => rules, capacity: 1);
        }
    }

    /// <summary>
    /// Whether the next chunk may go straight to the destination: no stage, nothing on its way, and no end. If so,
    /// <see cref="EndDirectSend"/> must follow once it has gone. The caller holds the gate while it reads that chunk.
    /// </summary>
    public bool TryBeginDirectSend() =>
        sendingDirectly = places.Count == 0 && !aborted && outbox is not { IsWanted: true };

    public void EndDirectSend()
    {
        lock (Gate)
        {
            sendingDirectly = false;
            outbox?.Release();
        }
    }

    /// <summary>Hands a chunk to the first stage and waits for room; false when the chain is no more.</summary>
    public async ValueTask<bool> WriteAsync(Chunk chunk)
    {
        while (true)
        {
            lock (Gate)
            {
                if (aborted)
                    return false;
                if (Head.HasRoom)
                {
                    Head.Add(chunk);
                    return true;
                }
            }
            await reader.WaitAsync();
        }
    }

    /// <summary>Sends the end of the input through the chain; false when there is nothing to send it through.</summary>
    public bool TryComplete(LinkEnd end)
    {
        lock (Gate)
        {
            if (aborted || outbox is null || (places.Count == 0 && !outbox.IsWanted))
                return false;
            Head.Complete(end);
            return true;
        }
    }

    /// <summary>Ends all stages; what they hold is dropped.</summary>
    public Task AbortAsync()
    {
        (Stage Stage, ToxicSlot?)[] last;
        lock (Gate)
        {
            aborted = true;
            outbox?.Abort();
            last = [.. places];
        }
        reader.Set();
        return last.Length == 0 ? Task.CompletedTask : AbortAsync(last);
    }

    private ChunkQueue Head => places is [var first, ..] ? first.Stage.Input : outbox!.Queue;

    private static async Task AbortAsync((Stage Stage, ToxicSlot?)[] places)
    {
        await Task.WhenAll(places.Select(place => place.Stage.AbortAsync()));
        foreach (var (stage, _) in places)
            stage.Dispose();
    }

    private static Task InterruptAsync(Stage? stage) => stage?.InterruptAsync() ?? Task.CompletedTask;

    private void Insert(int index, string name, ToxicSlot? slot, Func<Random, IPipe> draw, int capacity)
    {
        lock (Gate)
        {
            if (aborted)
                return;
            if (outbox is null)
            {
                outbox = new Outbox(Gate, held: sendingDirectly);
                startWriter();
            }
            var stage = new Stage(Gate, link, link.RandomFor(name), capacity);
            places.Insert(index, (stage, slot));
            Connect();
            stage.Start(draw(stage.Random));
        }
    }

    private void TakeOut(int index)
    {
        lock (Gate)
        {
            var stage = places[index].Stage;
            stage.Input.MoveTo(stage.Output!);
            places.RemoveAt(index);
            Connect();
            stage.Dispose();
        }
    }

    private void Connect()
    {
        for (var i = 0; i < places.Count; i++)
            places[i].Stage.ConnectTo(i + 1 < places.Count ? places[i + 1].Stage.Input : outbox!.Queue);
        Head.Producer = reader;
        reader.Set();
    }

    private int IndexOf(string toxic) => places.FindIndex(place => place.Slot?.Name == toxic);

    private (Stage? Stage, ToxicSlot? Slot) ToxicBefore(int index) =>
        index > 0 && places[index - 1].Slot is not null ? places[index - 1] : default;
}
