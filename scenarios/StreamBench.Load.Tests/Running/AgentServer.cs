using System.Collections.Immutable;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.FakeAgent.Telemetry;
using StreamBench.Load.Plans;
using StreamBench.Load.Running;
using StreamBench.Load.Turns;

namespace StreamBench.Load.Tests.Running;

/// <summary>A fake agent in the test's own process, whose conversations the test may disturb. Stream n is conversation <c>load-1-0-n</c>.</summary>
internal sealed class AgentServer : ILoadServer
{
    /// <summary>A script of the tests: some words, 3 s of silence in which streams can be disturbed far from the end, and the rest.</summary>
    internal const string Pause = "pause";

    private static readonly Script PauseScript = ScriptFile
        .Parse(
            """
            streambench: 1
            name: PAUSE
            turns:
              - user: Hi
                events:
                  - { text: "One word after another, and then", split: 4 }
                  - wait: 3s
                  - text: " the rest."
                  - end: completed
            """,
            "pause.yaml"
        )
        .Required;

    private readonly FakeAgentServer agent;
    private readonly bool isCalled;

    private AgentServer(FakeAgentServer agent, bool isCalled) => (this.agent, this.isCalled) = (agent, isCalled);

    public Uri Address => isCalled ? agent.GrpcAddress : agent.HttpAddress;

    /// <summary>The same server, spoken to in HTTP/2 without TLS.</summary>
    internal Uri Http2Address => agent.GrpcAddress;

    public bool IsOwn => true;

    public ImmutableArray<Uri> DisturbedPaths => [];

    internal ConversationRegistry Conversations => agent.Conversations;

    /// <summary>What was asked of it.</summary>
    internal RequestLog Requests => agent.Requests;

    /// <summary>Starts it.</summary>
    /// <param name="script">What is played where nobody says what; null for the usual.</param>
    /// <param name="transport">How it is to be asked; null for anything but gRPC.</param>
    /// <param name="behaviour">What it does wrong in every conversation; null for nothing.</param>
    internal static async Task<AgentServer> StartAsync(
        string? script = null,
        string? transport = null,
        AgentBehaviour? behaviour = null
    ) =>
        new(
            await FakeAgentServer.StartAsync(
                new FakeAgentOptions
                {
                    HttpPort = 0,
                    GrpcPort = 0,
                    CreateOnSubscribe = true,
                    Script = Find(script ?? "s-hello"),
                    Conversations = new ConversationOptions
                    {
                        Behaviour = behaviour ?? new AgentBehaviour(),
                        Subscriptions = new SubscriptionLimits { Retry = TimeSpan.FromMilliseconds(20) },
                    },
                },
                cancellation: TestContext.Current.CancellationToken
            ),
            transport == "grpc"
        );

    public ExpectedTurn? Expected(LoadScenario scenario) =>
        ExpectedTurn.Of(ScriptPlay.Events(Find(scenario.Script!), message: new UserMessage(ExpectedTurn.Words, "m")));

    public ValueTask RenewAsync(int path, CancellationToken cancellation) => ValueTask.CompletedTask;

    public void Forget(string conversation)
    {
        // The test may want to look at it.
    }

    public ValueTask DisposeAsync() => agent.DisposeAsync();

    private static Script Find(string script) => script == Pause ? PauseScript : ShippedScripts.Find(script)!;
}
