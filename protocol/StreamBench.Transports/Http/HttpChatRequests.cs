using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using StreamBench.Transports.Client;

namespace StreamBench.Transports.Http;

/// <summary>The requests over plain HTTP, beside whatever carries the stream.</summary>
/// <remarks>Source: StreamBench protocol §6, "Requests".</remarks>
public sealed class HttpChatRequests(Uri server, HttpMessageInvoker http, TransportOptions options, TimeProvider time)
    : IChatRequests
{
    private readonly HttpOpener opener = new(http, time);

    /// <inheritdoc/>
    public Task<ChatReply> SubmitAsync(Caller caller, ChatMessage message, CancellationToken cancellation) =>
        PostAsync(
            caller,
            "/turns",
            json =>
            {
                json.WriteString("text"u8, message.Text);
                json.WriteString("clientMessageId"u8, message.ClientMessageId);
                if (message.Script is { } script)
                {
                    json.WriteString("script"u8, script);
                }
            },
            null,
            cancellation
        );

    /// <inheritdoc/>
    public Task<ChatReply> DecideAsync(Caller caller, ChatDecision decision, CancellationToken cancellation) =>
        PostAsync(
            caller,
            $"/approvals/{Uri.EscapeDataString(decision.Approval)}",
            json =>
            {
                json.WriteString("decision"u8, decision.Decision);
                if (decision.EditedArgs.ValueKind != JsonValueKind.Undefined)
                {
                    json.WritePropertyName("editedArgs"u8);
                    decision.EditedArgs.WriteTo(json);
                }
            },
            decision.IdempotencyKey,
            cancellation
        );

    /// <inheritdoc/>
    public Task<ChatReply> CancelAsync(Caller caller, string turn, CancellationToken cancellation) =>
        PostAsync(caller, $"/turns/{Uri.EscapeDataString(turn)}/cancel", null, null, cancellation);

    /// <inheritdoc/>
    public Task<ChatReply> SubmitToolResultAsync(
        Caller caller,
        ChatToolResult result,
        CancellationToken cancellation
    ) =>
        PostAsync(
            caller,
            $"/items/{Uri.EscapeDataString(result.Item)}/result",
            json =>
            {
                json.WritePropertyName("result"u8);
                result.Result.WriteTo(json);
                json.WriteBoolean("isError"u8, result.IsError);
            },
            result.IdempotencyKey,
            cancellation
        );

    /// <inheritdoc/>
    public Task<ChatReply> HistoryAsync(Caller caller, string? before, CancellationToken cancellation) =>
        SendAsync(
            caller,
            HttpMethod.Get,
            before is null ? "" : $"?before={Uri.EscapeDataString(before)}",
            null,
            null,
            cancellation
        );

    private Task<ChatReply> PostAsync(
        Caller caller,
        string path,
        Action<Utf8JsonWriter>? write,
        string? idempotencyKey,
        CancellationToken cancellation
    )
    {
        var body = new ArrayBufferWriter<byte>();
        if (write is not null)
        {
            using var json = new Utf8JsonWriter(body);
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return SendAsync(caller, HttpMethod.Post, path, body.WrittenMemory, idempotencyKey, cancellation);
    }

    private async Task<ChatReply> SendAsync(
        Caller caller,
        HttpMethod method,
        string path,
        ReadOnlyMemory<byte>? body,
        string? idempotencyKey,
        CancellationToken cancellation
    )
    {
        var (response, failure) = await opener.SendAsync(
            address => Make(address, caller, method, body, idempotencyKey),
            ConversationUris.At(server, caller.Conversation, path),
            options.ConnectTimeout,
            cancellation
        );
        if (response is null)
        {
            return new ChatReply(0, Failure: failure);
        }

        using (response)
        {
            return await ReadAsync(response, cancellation);
        }
    }

    private async Task<ChatReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var (body, failure) = await BodyReader.ReadAsync(
            response,
            options.MaxBatchBytes,
            options.IdleTimeout,
            time,
            cancellation
        );
        return failure is not null
            ? new ChatReply(0, Failure: failure)
            : new ChatReply((int)response.StatusCode, ReplyJson.Parse(body))
            {
                RetryAfter = HttpRefusal.RetryAfter(response, time),
            };
    }

    private static HttpRequestMessage Make(
        Uri address,
        Caller caller,
        HttpMethod method,
        ReadOnlyMemory<byte>? body,
        string? idempotencyKey
    )
    {
        var message = new HttpRequestMessage(method, address);
        message.Headers.Add("Accept", "application/json");
        if (body is { } json)
        {
            message.Content = new ReadOnlyMemoryContent(json);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (idempotencyKey is not null)
        {
            message.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        message.AddAsIs(caller.Headers);
        return message;
    }
}
