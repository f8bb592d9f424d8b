using System.Collections.Concurrent;
using StreamBench.FakeAgent.Journals;
using StreamBench.FakeAgent.Scripts;

namespace StreamBench.FakeAgent.Conversations;

/// <summary>Every conversation of a server, by id. Bounded. Thread-safe.</summary>
public sealed class ConversationRegistry
{
    /// <summary>Longest id, in characters. An id is made of letters, digits, <c>-</c>, <c>_</c>, <c>.</c> and <c>~</c>.</summary>
    public const int MaxIdLength = 128;

    private readonly ConcurrentDictionary<string, Conversation> conversations = new(StringComparer.Ordinal);
    private readonly Epochs epochs = new();
    private readonly Lock making = new();
    private readonly ConversationOptions defaults;
    private readonly Agenda agenda;
    private readonly TimeProvider time;
    private readonly int bound;

    internal ConversationRegistry(ConversationOptions defaults, int bound, Agenda agenda, TimeProvider time) =>
        (this.defaults, this.bound, this.agenda, this.time) = (defaults, bound, agenda, time);

    /// <summary>How many there are.</summary>
    public int Count => conversations.Count;

    /// <summary>How many streams are open, of all conversations.</summary>
    public int OpenStreams => conversations.Values.Sum(conversation => conversation.Subscribers);

    /// <summary>True for a text that may be a conversation's id.</summary>
    public static bool IsId(string id) =>
        id.Length is > 0 and <= MaxIdLength
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~');

    /// <summary>The conversation, or null.</summary>
    public Conversation? Find(string id) => conversations.GetValueOrDefault(id);

    /// <summary>Makes a conversation that waits for its first message.</summary>
    /// <param name="id">Its id (see <see cref="MaxIdLength"/>).</param>
    /// <param name="script">What it plays.</param>
    /// <param name="options">Its own options, or null for the server's.</param>
    /// <returns>The conversation, or null when the bound is reached.</returns>
    /// <exception cref="ArgumentException">The id is malformed or taken.</exception>
    public Conversation? Create(string id, Script script, ConversationOptions? options = null)
    {
        if (!IsId(id))
        {
            throw new ArgumentException(
                $"\"{id}\" is no conversation id: use 1 to {MaxIdLength} letters, digits, '-', '_', '.' or '~'.",
                nameof(id)
            );
        }

        lock (making)
        {
            return conversations.ContainsKey(id)
                ? throw new ArgumentException($"Conversation \"{id}\" exists already.", nameof(id))
                : Make(id, script, options ?? defaults);
        }
    }

    /// <summary>As <see cref="Create"/>, but an existing conversation is returned as it is.</summary>
    internal Conversation? FindOrCreate(string id, Func<Script> script)
    {
        if (Find(id) is { } found)
        {
            return found;
        }

        lock (making)
        {
            return Find(id) ?? Make(id, script(), defaults);
        }
    }

    /// <summary>Forgets a conversation; its streams end when they next wake.</summary>
    public bool Remove(string id)
    {
        if (!conversations.TryRemove(id, out var conversation))
        {
            return false;
        }

        conversation.Retire();
        return true;
    }

    // Under the lock, so that the bound holds and no epoch is drawn for a conversation that comes second.
    private Conversation? Make(string id, Script script, ConversationOptions options)
    {
        if (conversations.Count >= bound)
        {
            return null;
        }

        return conversations[id] = new Conversation(id, script, options, epochs, agenda, time);
    }
}
