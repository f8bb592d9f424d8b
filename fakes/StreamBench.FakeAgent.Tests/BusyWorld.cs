using StreamBench.FakeAgent.Conversations;

namespace StreamBench.FakeAgent.Tests;

/// <summary>A world with an open stream in it, to see that what happens to others does not touch it.</summary>
internal sealed class BusyWorld : IAsyncDisposable
{
    private readonly World world;
    private readonly SseReader stream;
    private readonly Conversation conversation;

    private BusyWorld(World world, Conversation conversation, SseReader stream) =>
        (this.world, this.conversation, this.stream) = (world, conversation, stream);

    internal static async Task<BusyWorld> OpenAsync(TimeProvider? time = null)
    {
        var inner = await World.OpenAsync(time: time);
        return new BusyWorld(inner, inner.Create("busy"), await inner.ListenAsync("busy"));
    }

    public static implicit operator World(BusyWorld busy) => busy.world;

    internal FakeAgentServer Server => world.Server;

    internal HttpClient Http => world.Http;

    internal CancellationToken Watchdog => world.Watchdog;

    internal Task<HttpResponseMessage> PostAsync(string path, string json) => world.PostAsync(path, json);

    internal Task<SseReader> ListenAsync(string id) => world.ListenAsync(id);

    internal Task WaitForSubscribersAsync(Conversation conversation, int count) =>
        world.WaitForSubscribersAsync(conversation, count);

    internal Conversation Create(string id) => world.Create(id);

    /// <summary>An event that happens now reaches the stream that was open all along.</summary>
    internal async Task ShouldStillStreamAsync()
    {
        conversation.Inject(new Protocol.Events.Checkpoint { Digest = "still here" });
        (await stream.ReadEventsAsync(1))[0].Data!.ShouldContain("still here");
    }

    public async ValueTask DisposeAsync()
    {
        stream.Dispose();
        await world.DisposeAsync();
    }
}
