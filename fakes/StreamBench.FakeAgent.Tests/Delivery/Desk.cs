using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Scripts;
using StreamBench.Protocol.Events;
using StreamBench.Testing;

namespace StreamBench.FakeAgent.Tests.Delivery;

/// <summary>One conversation without a network, on a clock that the test moves.</summary>
internal sealed class Desk : IDisposable
{
    private readonly Agent agent;
    private readonly List<Subscription> subscriptions = [];

    internal Desk(ConversationOptions? options = null, string script = "s-hello")
    {
        agent = new Agent(new FakeAgentOptions(), Time, CancellationToken.None);
        Conversation = agent.Conversations.Create(
            "c",
            ShippedScripts.Find(script)!,
            options ?? new ConversationOptions { Pace = 0 }
        )!;
    }

    internal ManualTime Time { get; } = new();

    internal Conversation Conversation { get; }

    /// <summary>Another conversation of the same server.</summary>
    internal Conversation Create(string id) =>
        agent.Conversations.Create(id, Conversation.Script, new ConversationOptions { Pace = 0 })!;

    /// <summary>Removes the conversation.</summary>
    internal bool Remove() => agent.Conversations.Remove(Conversation.Id);

    /// <summary>Subscribes as a client with that cursor would.</summary>
    internal Subscription Subscribe(string? cursor = null, AgentBehaviour? behaviour = null)
    {
        Conversation.Behaviour = behaviour ?? Conversation.Behaviour;
        return Subscribe(Conversation, cursor);
    }

    /// <summary>Subscribes to any conversation.</summary>
    internal Subscription Subscribe(Conversation conversation, string? cursor = null)
    {
        var plan = ResumeContract.Plan(
            conversation.Journal,
            conversation.Journal.Window,
            conversation.IsFinished,
            cursor,
            conversation.Behaviour
        );
        conversation.TryEnter(out var number).ShouldBeTrue();
        var subscription = new Subscription(conversation, number, plan, agent, () => { }, new NoticeQueue());
        subscriptions.Add(subscription);
        return subscription;
    }

    /// <summary>Plays the script to where it waits or ends.</summary>
    internal void Play(string? text = null)
    {
        Conversation.Submit(text, null);
        Time.Advance(TimeSpan.Zero);
    }

    /// <summary>Says n words in a row, outside any script.</summary>
    internal void Say(params string[] words)
    {
        foreach (var word in words)
        {
            Conversation.Inject(
                new TextAppend
                {
                    Turn = "t1",
                    Item = "i1",
                    Text = word,
                }
            );
        }
    }

    /// <summary>Everything that comes out of a subscription now.</summary>
    internal static List<Outgoing> Collect(Subscription subscription)
    {
        var all = new List<Outgoing>();
        while (subscription.Collect(all)) { }

        return all;
    }

    /// <summary>The seqs among it, or the type of a frame that has none.</summary>
    internal static string Seqs(Subscription subscription) =>
        string.Join(' ', Collect(subscription).Select(o => o.Payload is StreamEvent e ? $"{e.Seq}" : o.Payload.Type));

    /// <summary>The texts among it.</summary>
    internal static string[] Texts(Subscription subscription) =>
        [.. Collect(subscription).Select(o => o.Payload).OfType<TextAppend>().Select(e => e.Text)];

    public void Dispose()
    {
        subscriptions.ForEach(s => s.Dispose());
        agent.Dispose();
    }
}
