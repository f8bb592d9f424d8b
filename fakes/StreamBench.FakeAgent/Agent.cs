using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Telemetry;

namespace StreamBench.FakeAgent;

/// <summary>What all endpoints of one server share.</summary>
internal sealed class Agent : IDisposable
{
    private readonly Lazy<Script> script;

    internal Agent(FakeAgentOptions options, TimeProvider time, CancellationToken stopping)
    {
        (Options, Time, Stopping) = (options, time, stopping);
        Agenda = new Agenda(time);
        Conversations = new ConversationRegistry(options.Conversations, options.MaxConversations, Agenda, time);
        Requests = new RequestLog(options.RememberedRequests);
        Refusals = new RefusalCount(options.Conversations.Behaviour.Refuse);
        LostAnswers = new LostAnswerCount(options.Conversations.Behaviour.LosesAnswers);
        script = new Lazy<Script>(() =>
            options.Script
            ?? ShippedScripts.Find("s-hello")
            ?? throw new InvalidOperationException("s-hello is not shipped")
        );
    }

    internal FakeAgentOptions Options { get; }

    internal TimeProvider Time { get; }

    internal CancellationToken Stopping { get; }

    internal Agenda Agenda { get; }

    internal ConversationRegistry Conversations { get; }

    internal RequestLog Requests { get; }

    /// <summary>Counts refusals of requests for conversations that do not exist yet.</summary>
    internal RefusalCount Refusals { get; }

    /// <summary>As above for answers that get lost.</summary>
    internal LostAnswerCount LostAnswers { get; }

    /// <summary>What a conversation plays when nobody names a script.</summary>
    internal Script ScriptOf(string conversation) => Options.ScriptOf?.Invoke(conversation) ?? script.Value;

    public void Dispose() => Agenda.Dispose();
}
