using System.Net;
using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Scripts;

namespace StreamBench.FakeAgent;

/// <summary>Where a fake agent listens, what it plays and how much it takes.</summary>
public sealed record FakeAgentOptions
{
    /// <summary>Port of HTTP/1.1 (SSE, NDJSON, long-polling, WebSocket, requests); 0 takes a free one. Default 4280.</summary>
    public int HttpPort { get; init; } = 4280;

    /// <summary>
    /// Port of gRPC; 0 takes a free one. Default 4281. It is apart from HTTP/1.1 because cleartext HTTP/2 starts with prior
    /// knowledge (RFC 9113 §3.3).
    /// </summary>
    public int GrpcPort { get; init; } = 4281;

    /// <summary>The address to listen on; null means loopback only. Any other address needs a <see cref="Token"/>.</summary>
    public IPAddress? Listen { get; init; }

    /// <summary>What clients must send as <c>Authorization: Bearer …</c>; null asks nobody.</summary>
    public string? Token { get; init; }

    /// <summary>What a new conversation plays unless its first message names another script. Default: the shipped <c>s-hello</c>.</summary>
    public Script? Script { get; init; }

    /// <summary>
    /// What the conversation of that id plays, where nobody has named a script; null (or a function that answers null) leaves it to
    /// <see cref="Script"/>. Default null.
    /// </summary>
    public Func<string, Script?>? ScriptOf { get; init; }

    /// <summary>Finds a script that a message names; null (or a function that answers null) refuses the name. Default: the shipped scripts.</summary>
    public Func<string, Script?> FindScript { get; init; } = ShippedScripts.Find;

    /// <summary>What conversations are made of.</summary>
    public ConversationOptions Conversations { get; init; } = new();

    /// <summary>Most conversations; one more is refused with 503. Default 10,000.</summary>
    public int MaxConversations { get; init; } = 10_000;

    /// <summary>Most connections; Kestrel closes one more at once. Default 20,000.</summary>
    public int MaxConnections { get; init; } = 20_000;

    /// <summary>Bound of a request body, a WebSocket message and a gRPC message, in bytes. Default 1 MiB.</summary>
    public int MaxRequestBytes { get; init; } = 1 << 20;

    /// <summary>How many requests are remembered for the referee; the oldest is forgotten first. Default 10,000.</summary>
    public int RememberedRequests { get; init; } = 10_000;

    /// <summary>True to make a conversation when someone subscribes to an unknown one; otherwise that is 404. Default false.</summary>
    public bool CreateOnSubscribe { get; init; }

    /// <summary>How long a long-poll without <c>?wait=</c> waits for an event. Default 25 s, at most 60 s.</summary>
    public TimeSpan LongPollWait { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>How long a WebSocket without <c>?cursor=</c> waits for the client's first message. Default 500 ms.</summary>
    public TimeSpan ResumeWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Stands around every request and may answer it, change it, or change its answer: for servers with a bug that no
    /// <see cref="AgentBehaviour"/> has. Default null: nothing.
    /// </summary>
    public Func<HttpContext, RequestDelegate, Task>? Around { get; init; }

    /// <summary>Every error in these values, each naming its member; empty when there is none.</summary>
    public IEnumerable<string> Validate()
    {
        if (Listen is not null && !IPAddress.IsLoopback(Listen) && string.IsNullOrEmpty(Token))
        {
            yield return $"Listen: {Listen} can be reached by others, so a Token is required";
        }

        foreach (var (name, port) in new[] { (nameof(HttpPort), HttpPort), (nameof(GrpcPort), GrpcPort) })
        {
            if (port is < 0 or > 65_535)
            {
                yield return $"{name}: {port} is not between 0 and 65535";
            }
        }

        if (LongPollWait < TimeSpan.Zero || LongPollWait > TimeSpan.FromSeconds(60))
        {
            yield return $"LongPollWait: {LongPollWait} is not between 0 and 60 s";
        }

        if (Conversations.Subscriptions.Heartbeat <= TimeSpan.Zero)
        {
            yield return "Conversations.Subscriptions.Heartbeat: must be positive";
        }

        if (Conversations.Journal.RetainedEvents < 1)
        {
            yield return "Conversations.Journal.RetainedEvents: must be at least 1";
        }

        foreach (var problem in Conversations.Behaviour.Validate())
        {
            yield return $"Conversations.Behaviour.{problem}";
        }
    }
}
