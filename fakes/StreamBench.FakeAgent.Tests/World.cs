using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Telemetry;

namespace StreamBench.FakeAgent.Tests;

/// <summary>A fake agent on free ports with a client beside it. Scripts play without waits unless a test says otherwise.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly CancellationTokenSource watchdog = new(TimeSpan.FromSeconds(30));

    private World(FakeAgentServer server)
    {
        Server = server;
        Http = new HttpClient { BaseAddress = server.HttpAddress, Timeout = Timeout.InfiniteTimeSpan };
    }

    internal FakeAgentServer Server { get; }

    internal HttpClient Http { get; }

    /// <summary>Ends a test that would hang.</summary>
    internal CancellationToken Watchdog => watchdog.Token;

    internal static async Task<World> OpenAsync(
        Func<FakeAgentOptions, FakeAgentOptions>? change = null,
        TimeProvider? time = null
    )
    {
        var options = new FakeAgentOptions
        {
            HttpPort = 0,
            GrpcPort = 0,
            Conversations = new ConversationOptions { Pace = 0 },
        };
        return new World(await FakeAgentServer.StartAsync(change?.Invoke(options) ?? options, time));
    }

    /// <summary>A conversation that waits for its first message.</summary>
    internal Conversation Create(string id, string script = "s-hello", AgentBehaviour? behaviour = null)
    {
        var conversation = Server.Conversations.Create(id, ShippedScripts.Find(script)!)!;
        conversation.Behaviour = behaviour ?? AgentBehaviour.Correct;
        return conversation;
    }

    /// <summary>A conversation that has said all of its script.</summary>
    internal async Task<Conversation> PlayAsync(string id, string script = "s-hello", AgentBehaviour? behaviour = null)
    {
        var conversation = Create(id, script, behaviour);
        conversation.Submit("hi", "m1");
        await FinishAsync(conversation);
        return conversation;
    }

    /// <summary>Waits until the conversation has nothing more to say.</summary>
    internal Task FinishAsync(Conversation conversation) => conversation.WhenFinishedAsync(Watchdog);

    /// <summary>Waits until so many readers are connected. The meter tells of each that comes or goes, here or elsewhere.</summary>
    internal async Task WaitForSubscribersAsync(Conversation conversation, int count)
    {
        var changed = new SemaphoreSlim(0);
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<int>((_, _, _, _) => changed.Release());
        listener.EnableMeasurementEvents(AgentMeter.Subscribers);
        while (conversation.Subscribers != count)
        {
            await changed.WaitAsync(Watchdog);
        }
    }

    /// <summary>Waits until the conversation's only reader has been written all there is, so that its silence begins.</summary>
    internal Task WaitForSilenceAsync(Conversation conversation) =>
        conversation.Readers.Keys.Single().Pulse.SilenceAsync().WaitAsync(Watchdog);

    /// <summary>Opens a stream; the answer's headers are there.</summary>
    internal async Task<HttpResponseMessage> GetAsync(
        string conversation,
        string accept = "text/event-stream",
        string? cursor = null
    )
    {
        var address = $"v1/conversations/{conversation}/events";
        var request = new HttpRequestMessage(HttpMethod.Get, cursor is null ? address : $"{address}?cursor={cursor}");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Watchdog);
    }

    /// <summary>Opens an event stream to read block by block.</summary>
    internal async Task<SseReader> ListenAsync(string conversation, string? cursor = null) =>
        new(await (await GetAsync(conversation, cursor: cursor)).Content.ReadAsStreamAsync(Watchdog), Watchdog);

    internal Task<HttpResponseMessage> PostAsync(string path, string json, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"v1/conversations/{path}")
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Watchdog);
    }

    internal Task<HttpResponseMessage> PutAsync(string path, string json) =>
        Http.PutAsync($"v1/conversations/{path}", new StringContent(json, Encoding.UTF8, "application/json"), Watchdog);

    internal static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) =>
        JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());

    internal static async Task<string?> ErrorCodeAsync(HttpResponseMessage answer) =>
        (await ReadAsync(answer)).GetProperty("error").GetProperty("code").GetString();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        watchdog.Dispose();
    }
}
