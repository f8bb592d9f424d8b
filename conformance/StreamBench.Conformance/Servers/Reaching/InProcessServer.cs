using StreamBench.FakeAgent;

namespace StreamBench.Conformance.Servers.Reaching;

/// <summary>The fake agent as the server under test, in this process: the reference, or one with a planted bug.</summary>
/// <param name="name">Its name in results.</param>
/// <param name="options">What it is made of.</param>
/// <param name="restarted">What it is made of after a restart; null for the same.</param>
public sealed class InProcessServer(
    string name = "fake agent",
    FakeAgentOptions? options = null,
    FakeAgentOptions? restarted = null
) : IServerUnderTest
{
    private readonly FakeAgentOptions first = options ?? Right;
    private FakeAgentServer? server;

    /// <summary>The fake agent as it is when it does everything right: with a token, short heartbeats and free ports.</summary>
    public static FakeAgentOptions Right { get; } =
        new()
        {
            HttpPort = 0,
            GrpcPort = 0,
            Token = "sesame",
            LongPollWait = TimeSpan.FromMilliseconds(200),
            ResumeWait = TimeSpan.FromMilliseconds(50),
            Conversations = new()
            {
                Subscriptions = new()
                {
                    Heartbeat = TimeSpan.FromMilliseconds(150),
                    Retry = TimeSpan.FromMilliseconds(20),
                },
            },
        };

    /// <inheritdoc/>
    public bool CanRestart => true;

    /// <inheritdoc/>
    public string Log => "";

    /// <inheritdoc/>
    public Task<ServerIntroduction> StartAsync(CancellationToken cancellation) => StartAsync(first, cancellation);

    /// <inheritdoc/>
    public async Task<ServerIntroduction> RestartAsync(CancellationToken cancellation)
    {
        await DisposeAsync();
        return await StartAsync(restarted ?? first, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (server is { } running)
        {
            server = null;
            await running.DisposeAsync();
        }
    }

    private async Task<ServerIntroduction> StartAsync(FakeAgentOptions made, CancellationToken cancellation)
    {
        server = await FakeAgentServer.StartAsync(made, cancellation: cancellation);
        return new ServerIntroduction
        {
            Url = server.HttpAddress,
            GrpcUrl = server.GrpcAddress,
            Token = made.Token,
            Name = name,
        };
    }
}
