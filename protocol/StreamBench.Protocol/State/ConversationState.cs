using System.Text.Json;
using StreamBench.Protocol.Events;

namespace StreamBench.Protocol.State;

/// <summary>A conversation as one side sees it. Only the reducer changes it; everyone else reads.</summary>
/// <remarks>Source: StreamBench protocol §2.</remarks>
public sealed class ConversationState
{
    private readonly Dictionary<string, Turn> turnsById = new(StringComparer.Ordinal);
    private readonly List<Turn> turns = [];
    private readonly Dictionary<string, Item> items = new(StringComparer.Ordinal);
    private readonly List<Item> order = [];
    private readonly Dictionary<string, string> removedKinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Approval> approvalsById = new(StringComparer.Ordinal);
    private readonly List<Approval> approvals = [];
    private readonly Dictionary<string, SpawnedAgent> agentsByName = new(StringComparer.Ordinal);
    private readonly List<SpawnedAgent> agents = [];
    private readonly List<(JsonElement Entry, Touch Touch)> journal = [];
    private Turn? lastTurn;
    private Item? lastItem;
    private string? lastTurnId;
    private string? lastItemId;

    /// <summary>The journal's generation; 0 before the first event.</summary>
    public int Epoch { get; internal set; }

    /// <summary>Seq of the last event applied in sequence.</summary>
    public long LastSeq { get; internal set; }

    /// <summary>True when this state is known to differ from the server's and only a snapshot or a replay can heal it.</summary>
    public bool NeedResync { get; internal set; }

    /// <summary>Turns in the order of their opening.</summary>
    public IReadOnlyList<Turn> Turns => turns;

    /// <summary>Items by the server's id.</summary>
    public IReadOnlyDictionary<string, Item> Items => items;

    /// <summary>Items in render order.</summary>
    public IReadOnlyList<Item> Order => order;

    /// <summary>Approvals in the order of their requests.</summary>
    public IReadOnlyList<Approval> Approvals => approvals;

    /// <summary>Spawned agents by first appearance.</summary>
    public IReadOnlyList<SpawnedAgent> Agents => agents;

    /// <summary>The coordination journal; entry n stands at n - 1.</summary>
    public IEnumerable<JsonElement> Journal => journal.Select(line => line.Entry);

    /// <summary>Number of journal lines.</summary>
    public int JournalLength => journal.Count;

    /// <summary>True when no turn is open: the user may type.</summary>
    public bool InputEnabled => turns.TrueForAll(turn => turn.Status != TurnStatus.Open);

    /// <summary>Where texts are kept that other conversations say too; null where each keeps its own.</summary>
    internal SharedTexts? Texts { get; set; }

    /// <summary>The event that last changed the render order.</summary>
    internal Touch OrderTouched { get; private set; }

    /// <summary>The item with the server's <paramref name="id"/>, or null; quicker than <see cref="Items"/> where it is the same as last time.</summary>
    public Item? FindItem(string? id)
    {
        if (lastItem is { } last && (ReferenceEquals(lastItemId, id) || last.Id == id))
        {
            lastItemId = id;
            return last;
        }

        lastItemId = id;
        return lastItem = id is null ? null : items.GetValueOrDefault(id);
    }

    // Deltas come in runs: the last turn and the last item are nearly always the next ones too, and named by the same object.
    internal Turn? FindTurn(string? id)
    {
        if (lastTurn is { } last && (ReferenceEquals(lastTurnId, id) || last.Id == id))
        {
            lastTurnId = id;
            return last;
        }

        lastTurnId = id;
        return lastTurn = id is null ? null : turnsById.GetValueOrDefault(id);
    }

    internal Approval? FindApproval(string id) => approvalsById.GetValueOrDefault(id);

    internal SpawnedAgent? FindAgent(string name) => agentsByName.GetValueOrDefault(name);

    /// <summary>Kind of the item that had this id and was removed, or null.</summary>
    internal string? RemovedKind(string id) => removedKinds.GetValueOrDefault(id);

    internal JsonElement JournalEntry(int index) => journal[index].Entry;

    internal Touch JournalTouch(int index) => journal[index].Touch;

    internal void Add(Turn turn)
    {
        turnsById.Add(turn.Id, turn);
        turns.Add(turn);
    }

    internal void Add(Item item, Item? after = null)
    {
        items.Add(item.Id, item);
        if (after is null)
        {
            order.Add(item);
        }
        else
        {
            order.Insert(order.IndexOf(after) + 1, item);
        }

        OrderTouched = item.Touched.Opened;
    }

    internal void Remove(Item item, Touch touch)
    {
        OrderTouched = touch;
        items.Remove(item.Id);
        order.Remove(item);
        removedKinds[item.Id] = item.Kind;
        lastItem = null;
    }

    internal void Add(Approval approval)
    {
        approvalsById.Add(approval.Id, approval);
        approvals.Add(approval);
    }

    internal void Add(SpawnedAgent agent)
    {
        agentsByName.Add(agent.Name, agent);
        agents.Add(agent);
    }

    internal void AddJournal(JsonElement entry, Touch touch) => journal.Add((entry, touch));
}
