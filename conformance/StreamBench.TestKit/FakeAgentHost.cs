using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Telemetry;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;

namespace StreamBench.TestKit;

/// <summary>A chat server for a test: on free loopback ports, it plays one script as fast as it is read.</summary>
/// <remarks>
/// <code>
/// await using var agent = await FakeAgentHost.StartAsync("s-tool");
/// await client.AskAsync(agent.Url, "c1", "hi");        // POST /v1/conversations/c1/turns, GET …/events
/// StateAssert.Equal(agent.StateOf("c1"), client.State);
/// </code>
/// </remarks>
public sealed class FakeAgentHost : IAsyncDisposable
{
    private FakeAgentHost(FakeAgentServer server) => Server = server;

    /// <summary>Base address of SSE, NDJSON, long-polling and WebSocket.</summary>
    public Uri Url => Server.HttpAddress;

    /// <summary>Base address of gRPC.</summary>
    public Uri GrpcUrl => Server.GrpcAddress;

    /// <summary>What clients have asked for, oldest first.</summary>
    public IReadOnlyList<RequestRecord> Requests => Server.Requests.ToList();

    /// <summary>The server itself, for all that is not here.</summary>
    public FakeAgentServer Server { get; }

    /// <summary>Starts.</summary>
    /// <param name="script">A shipped script, such as <c>s-tool</c>, or the path of a file.</param>
    /// <param name="pace">How fast it plays: 1 as written, 0 without waits. Default 0.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="FormatException">There is no such script, or it is not right; the message says file:line:column.</exception>
    public static async Task<FakeAgentHost> StartAsync(
        string script = "s-hello",
        double pace = 0,
        CancellationToken cancellation = default
    )
    {
        var loaded = ShippedScripts.FindOrLoad(script);
        var options = new FakeAgentOptions
        {
            HttpPort = 0,
            GrpcPort = 0,
            CreateOnSubscribe = true,
            Script = loaded.Script ?? throw new FormatException(string.Join(Environment.NewLine, loaded.Problems)),
            LongPollWait = TimeSpan.FromMilliseconds(200),
            Conversations = new ConversationOptions
            {
                Pace = pace,
                Subscriptions = new SubscriptionLimits { Retry = TimeSpan.FromMilliseconds(20) },
            },
        };
        return new FakeAgentHost(await FakeAgentServer.StartAsync(options, cancellation: cancellation));
    }

    /// <summary>The conversation, to be disturbed or waited for.</summary>
    /// <exception cref="ArgumentException">No client has asked for it yet.</exception>
    public Conversation Conversation(string id) =>
        Server.Conversations.Find(id)
        ?? throw new ArgumentException($"no client has asked for conversation \"{id}\" yet", nameof(id));

    /// <summary>The state of a conversation, folded from all that the server has said in it.</summary>
    /// <exception cref="ArgumentException">No client has asked for it yet.</exception>
    public ConversationState StateOf(string id)
    {
        var reducer = new Reducer();
        foreach (var happening in Conversation(id).Journal.Events())
        {
            reducer.Apply(happening);
        }

        return reducer.State;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
