using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using StreamBench.FakeAgent.Endpoints.Grpc;
using StreamBench.Protocol.Wire;
using StreamBench.V1;

namespace StreamBench.FakeAgent.Tests.Endpoints;

/// <summary>What one response brought.</summary>
/// <param name="Payloads">Each payload as text, in order, a cursor member included where the wire writes one.</param>
/// <param name="End">How it ended: <c>end</c>, <c>reset</c>, <c>close 1000</c>, <c>grpc 0</c>, or the status that refused it.</param>
internal sealed record Heard(IReadOnlyList<string> Payloads, string End)
{
    /// <summary>The seqs of the events, in order.</summary>
    internal string Seqs =>
        string.Join(
            ' ',
            Payloads
                .Where(p => p.Contains("\"seq\":", StringComparison.Ordinal))
                .Select(p => JsonElement.Parse(p).GetProperty("seq").GetInt64())
        );
}

/// <summary>Listens to one response on any of the five transports, by the plainest means.</summary>
internal static class Listener
{
    internal static readonly string[] Wires = ["sse", "ndjson", "lp", "ws", "grpc"];

    internal static Task<Heard> ListenAsync(World world, string wire, string? cursor = null, string? token = null) =>
        wire switch
        {
            "ws" => SocketAsync(world, cursor, token),
            "grpc" => CallAsync(world, "Subscribe", Request(cursor), token),
            _ => HttpAsync(world, wire, cursor, token),
        };

    /// <summary>A call of <c>streambench.v1.Chat</c>.</summary>
    internal static async Task<Heard> CallAsync(World world, string method, IMessage request, string? token = null)
    {
        var (bytes, end, _) = await CallAsync(world, $"streambench.v1.Chat/{method}", [request], token);
        return new Heard(Frames(bytes), end);
    }

    /// <summary>Any call, with all that the client says at once.</summary>
    /// <returns>The answer's body, how it ended, and the server's words for that.</returns>
    internal static Task<(byte[] Body, string End, string Words)> CallAsync(
        World world,
        string path,
        IReadOnlyList<IMessage> messages,
        string? token = null
    )
    {
        var body = new ArrayBufferWriter<byte>();
        foreach (var message in messages)
        {
            GrpcMessages.WritePrefix(body, message.CalculateSize());
            message.WriteTo(body);
        }

        return CallAsync(world, path, body.WrittenSpan.ToArray(), token);
    }

    internal static async Task<(byte[] Body, string End, string Words)> CallAsync(
        World world,
        string path,
        byte[] body,
        string? token = null
    )
    {
        using var http = new HttpClient();
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(world.Server.GrpcAddress, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(GrpcCall.ContentType);
        Authorize(message, token);
        var bytes = new MemoryStream();
        try
        {
            using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, world.Watchdog);
            await (await answer.Content.ReadAsStreamAsync(world.Watchdog)).CopyToAsync(bytes, world.Watchdog);
            var trailers = answer.Headers.Contains("grpc-status") ? answer.Headers : answer.TrailingHeaders;
            var words = trailers.TryGetValues("grpc-message", out var said)
                ? Uri.UnescapeDataString(said.Single())
                : "";
            return (bytes.ToArray(), $"grpc {trailers.GetValues("grpc-status").Single()}", words);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (bytes.ToArray(), "reset", "");
        }
    }

    private static SubscribeRequest Request(string? cursor) => new() { Conversation = "c", Cursor = cursor ?? "" };

    private static async Task<Heard> HttpAsync(World world, string wire, string? cursor, string? token)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"v1/conversations/c/events{(cursor is null ? "" : $"?cursor={cursor}")}"
        );
        request.Headers.TryAddWithoutValidation(
            "Accept",
            wire switch
            {
                "sse" => "text/event-stream",
                "ndjson" => "application/x-ndjson",
                _ => "application/json",
            }
        );
        Authorize(request, token);
        var bytes = new MemoryStream();
        var end = "end";
        try
        {
            using var answer = await world.Http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                world.Watchdog
            );
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                return new Heard([], $"{(int)answer.StatusCode}");
            }

            await (await answer.Content.ReadAsStreamAsync(world.Watchdog)).CopyToAsync(bytes, world.Watchdog);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            end = "reset";
        }

        var text = Encoding.UTF8.GetString(bytes.ToArray());
        return new Heard(
            wire switch
            {
                "sse" =>
                [
                    .. Lines(text).Where(l => l.StartsWith("data: ", StringComparison.Ordinal)).Select(l => l[6..]),
                ],
                "ndjson" => Lines(text),
                _ => text.Length == 0 ? [] : Elements(text),
            },
            end
        );
    }

    private static async Task<Heard> SocketAsync(World world, string? cursor, string? token)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (token is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        var address = new UriBuilder(world.Server.HttpAddress)
        {
            Scheme = "ws",
            Path = "v1/conversations/c/ws",
            Query = $"cursor={cursor}",
        };
        var messages = new List<string>();
        try
        {
            await socket.ConnectAsync(address.Uri, world.Watchdog);
            while (await TransportTests.ReceiveAsync(socket, world.Watchdog) is { } message)
            {
                messages.Add(message);
            }

            return new Heard(messages, $"close {(int)socket.CloseStatus!}");
        }
        catch (WebSocketException)
        {
            var refused = socket.HttpStatusCode is not (0 or HttpStatusCode.SwitchingProtocols);
            return new Heard(messages, refused ? $"{(int)socket.HttpStatusCode}" : "reset");
        }
    }

    private static void Authorize(HttpRequestMessage request, string? token)
    {
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static List<string> Elements(string text) =>
        [.. JsonElement.Parse(text).GetProperty("events").EnumerateArray().Select(e => e.GetRawText())];

    private static List<string> Frames(ReadOnlySpan<byte> bytes)
    {
        var payloads = new List<string>();
        while (bytes.Length >= GrpcCall.PrefixLength)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes[1..]);
            payloads.Add(V1.Frame.Parser.ParseFrom(bytes.Slice(GrpcCall.PrefixLength, length)).Payload.ToStringUtf8());
            bytes = bytes[(GrpcCall.PrefixLength + length)..];
        }

        return payloads;
    }
}

/// <summary>Every transport, for theories.</summary>
internal sealed class EveryWireAttribute : Xunit.v3.DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        System.Reflection.MethodInfo testMethod,
        Xunit.Sdk.DisposalTracker disposalTracker
    ) => new([.. Listener.Wires.Select(wire => new TheoryDataRow<string>(wire))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
