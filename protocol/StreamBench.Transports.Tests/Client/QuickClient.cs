using StreamBench.Dialects.Streambench;
using StreamBench.Transports.Client;

namespace StreamBench.Transports.Tests.Client;

/// <summary>A reference client on a <see cref="ScriptedTransport"/>, with waits that fit into a test.</summary>
internal static class QuickClient
{
    internal static readonly ClientConfig Quick = new()
    {
        InitialRetry = TimeSpan.FromMilliseconds(1),
        MaxRetry = TimeSpan.FromMilliseconds(4),
        GapPatience = TimeSpan.FromMilliseconds(20),
        MaxAttempts = 4,
    };

    internal static async Task<ClientObservation> RunAsync(
        ScriptedTransport transport,
        Func<ChatClientParts, ChatClientParts>? change = null,
        ScriptedRequests? requests = null,
        Func<Protocol.State.ConversationState, bool>? until = null,
        ClientConfig? config = null
    )
    {
        var parts = Parts(transport) with { Requests = requests ?? new ScriptedRequests(new ChatReply(500)) };
        await using var client = new ChatClient(change?.Invoke(parts) ?? parts, config ?? Quick, TimeProvider.System);
        using var watchdog = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await client.RunAsync(until, watchdog.Token);
    }

    internal static ChatClient NewClient(ScriptedTransport transport) =>
        new(Parts(transport), Quick, TimeProvider.System);

    internal static ChatClientParts Parts(ScriptedTransport transport) =>
        new()
        {
            Conversation = "c",
            Transport = transport,
            Decoder = new StreambenchDecoder(),
            Policy = new ResumePolicy(Quick, new Random(1)),
            Requests = new ScriptedRequests(new ChatReply(500)),
        };
}
