using System.Text.Json;
using Microsoft.AspNetCore.Http;
using StreamBench.Protocol.Json;

namespace StreamBench.FakeAgent.Endpoints.Requests;

/// <summary>Reads what a client sends: bounded in size and depth, and every refusal is a value that says why.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = JsonLimits.MaxDepth,
        AllowDuplicateProperties = false,
    };

    /// <summary>The body as a JSON object, or why it is none. An empty body is an empty object.</summary>
    internal static async Task<(JsonElement Body, ApiError? Error)> ReadAsync(HttpContext http)
    {
        var (bytes, error) = await ReadBytesAsync(http);
        return error is null ? Parse(bytes) : (default, error);
    }

    /// <summary>The body's bytes, or why there are none.</summary>
    internal static async Task<(ReadOnlyMemory<byte> Bytes, ApiError? Error)> ReadBytesAsync(HttpContext http)
    {
        try
        {
            using var buffer = new MemoryStream();
            await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
            return (buffer.GetBuffer().AsMemory(0, (int)buffer.Length), null);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (
                default,
                new ApiError(413, "too_large", "The body exceeds the server's bound. Send a shorter one.")
            );
        }
        catch (BadHttpRequestException e)
        {
            return (default, new ApiError(e.StatusCode, "bad_request", e.Message));
        }
    }

    /// <summary>A JSON object from outside.</summary>
    internal static (JsonElement Body, ApiError? Error) Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            var body = JsonElement.Parse(utf8.IsEmpty ? "{}"u8 : utf8.Span, Strict);
            return body.ValueKind == JsonValueKind.Object
                ? (body, null)
                : (default, new ApiError(400, "bad_json", $"Expected a JSON object, got {body.ValueKind}."));
        }
        catch (JsonException e)
        {
            return (default, new ApiError(400, "bad_json", e.Message));
        }
    }

    /// <summary>A member that must be a string where it is given; null when it is absent.</summary>
    internal static string? Text(JsonElement body, string name, ref ApiError? error)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        try
        {
            if (value.ValueKind == JsonValueKind.String)
            {
                return value.GetString();
            }
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: no text that could be echoed.
        }

        error ??= new ApiError(400, "bad_member", $"\"{name}\" must be a string of whole characters.");
        return null;
    }
}
