using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Telling;

/// <summary>JSON frames of strangers: read whole, or refused with a sentence.</summary>
internal static class WireJson
{
    /// <summary>The frame as one value that has a canonical form.</summary>
    /// <exception cref="JsonException">It is no JSON, or nested too deep.</exception>
    /// <exception cref="FormatException">It holds what has no canonical form.</exception>
    internal static JsonElement Parse(ReadOnlySpan<byte> json)
    {
        var frame = JsonElement.Parse(json, JsonLimits.Document);
        return CanonicalJson.Refusal(frame) is { } refusal ? throw new FormatException(refusal) : frame;
    }

    /// <summary>The member's string.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    internal static string Need(JsonElement frame, string name) =>
        frame.Text(name) ?? throw new FormatException($"\"{name}\" must be a string");

    /// <summary>The member <c>error</c>, or null where there is none.</summary>
    /// <exception cref="FormatException">It has no code.</exception>
    internal static ErrorInfo? Error(JsonElement frame) =>
        frame.Member("error") is { ValueKind: JsonValueKind.Object } error
            ? new ErrorInfo(
                Need(error, "code"),
                error.Text("message"),
                error.Member("retryable").ValueKind == JsonValueKind.True
            )
            : null;

    /// <summary>Writes the member <c>error</c>, or nothing.</summary>
    internal static void WriteError(Utf8JsonWriter json, ErrorInfo? error)
    {
        if (error is null)
        {
            return;
        }

        json.WriteStartObject("error"u8);
        json.Optional("code", error.Code);
        json.Optional("message", error.Message);
        json.WriteBoolean("retryable"u8, error.Retryable);
        json.WriteEndObject();
    }

    /// <summary>What a decoder adds for a frame that it cannot read.</summary>
    internal static Received Refused(Exception reason) =>
        new(null, null, new JsonProblem(reason.Message, (reason as JsonException)?.BytePositionInLine ?? 0));

    /// <summary>True for what readers of JSON throw on bad input; InvalidOperationException is their word for bytes that are no UTF-8.</summary>
    internal static bool IsBadInput(Exception reason) =>
        reason is JsonException or FormatException or InvalidOperationException;
}
