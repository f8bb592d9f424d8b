using Microsoft.AspNetCore.Http;
using StreamBench.Dialects;
using StreamBench.Dialects.Streambench;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Telemetry;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;
using StreamBench.Transports.Http;

namespace StreamBench.Transports.Tests.Live;

/// <summary>A fake agent on loopback and everything needed to talk to it. Its scripts play without waits.</summary>
internal sealed class AgentWorld : IAsyncDisposable
{
    /// <summary>Small waits, so that every recovery fits into a test; the idle time-out is generous, as it is no part of most.</summary>
    internal static readonly ClientConfig Quick = new()
    {
        InitialRetry = TimeSpan.FromMilliseconds(2),
        MaxRetry = TimeSpan.FromMilliseconds(20),
        IdleTimeout = TimeSpan.FromSeconds(20),
        TurnTimeout = TimeSpan.FromSeconds(20),
        GapPatience = TimeSpan.FromMilliseconds(50),
    };

    private readonly FakeAgentServer server;
    private readonly HttpMessageInvoker http = TransportHttp.Create();

    // A stop for a test that hangs, not a limit: a sweep is some hundred runs.
    private readonly CancellationTokenSource watchdog = new(TimeSpan.FromMinutes(5));

    private AgentWorld(FakeAgentServer server) => this.server = server;

    internal CancellationToken Watchdog => watchdog.Token;

    /// <summary>What clients have asked for.</summary>
    internal RequestLog Requests => server.Requests;

    /// <summary>Starts a server.</summary>
    /// <param name="around">A bug of the server that stands around its requests; null for none.</param>
    internal static async Task<AgentWorld> StartAsync(Func<HttpContext, RequestDelegate, Task>? around = null) =>
        new(
            await FakeAgentServer.StartAsync(
                new FakeAgentOptions
                {
                    HttpPort = 0,
                    GrpcPort = 0,
                    Around = around,
                }
            )
        );

    internal Conversation Create(string script, AgentBehaviour? behaviour = null, double pace = 0, string? id = null) =>
        server
            .Conversations.Create(
                id ?? script,
                ShippedScripts.Find(script)!,
                new ConversationOptions
                {
                    Pace = pace,
                    Behaviour = behaviour ?? AgentBehaviour.Correct,
                    Subscriptions = new SubscriptionLimits { Retry = TimeSpan.FromMilliseconds(1) },
                }
            )
            .ShouldNotBeNull();

    /// <summary>A conversation that has said everything.</summary>
    internal Conversation Played(string script, AgentBehaviour? behaviour = null)
    {
        var conversation = Create(script, behaviour);
        foreach (var _ in conversation.Script.Turns)
        {
            conversation.Submit(null, null);
        }

        PlayOut(conversation);
        return conversation;
    }

    /// <summary>Waits until everything that was asked for has been said; whatever waits for a decision is approved.</summary>
    internal static void PlayOut(Conversation conversation) =>
        SpinWait
            .SpinUntil(() => conversation.IsFinished || Approve(conversation), TimeSpan.FromSeconds(30))
            .ShouldBeTrue();

    internal Uri Address(string transport) => transport == "grpc" ? server.GrpcAddress : server.HttpAddress;

    internal ChatClientParts Parts(
        string conversation,
        string transport,
        Uri? through = null,
        ClientConfig? config = null
    ) =>
        ReferenceClient.Create(
            conversation,
            transport,
            through ?? Address(transport),
            http,
            new StreambenchDecoder(),
            config ?? Quick,
            seed: 1,
            TimeProvider.System,
            Address(transport)
        );

    internal ChatClientParts Parts(string conversation, Dialect dialect, string transport, Uri? through = null) =>
        ReferenceClient.Create(
            conversation,
            dialect.Endpoints.Single(endpoint => endpoint.Transport == transport),
            through ?? Address(transport),
            http,
            dialect.NewDecoder(),
            Quick,
            seed: 1,
            TimeProvider.System
        );

    internal ChatClient Client(string conversation, Dialect dialect, string transport, Uri? through = null) =>
        new(Parts(conversation, dialect, transport, through), Quick, TimeProvider.System);

    internal ChatClient Client(string conversation, string transport, Uri? through = null) =>
        new(Parts(conversation, transport, through), Quick, TimeProvider.System);

    /// <summary>Approves whatever waits; false, so that whoever waits for the end waits on.</summary>
    private static bool Approve(Conversation conversation)
    {
        foreach (var request in conversation.Journal.Events().OfType<ApprovalRequest>())
        {
            conversation.Decide(request.Approval, Decisions.Approved);
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
        watchdog.Dispose();
    }
}
