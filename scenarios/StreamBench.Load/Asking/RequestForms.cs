using System.Collections.Immutable;
using System.Text.Json;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Asking;

/// <summary>What the requests of all dialects have in common.</summary>
internal static class RequestForms
{
    /// <summary>How a transport's answer is read.</summary>
    internal static StreamFraming Framing(this LoadTarget target) =>
        target.Transport switch
        {
            "ws" => StreamFraming.WebSocket,
            "ndjson" => StreamFraming.JsonLines,
            "streaming" or "lp" or "grpc" => StreamFraming.Own,
            _ => StreamFraming.ServerSentEvents,
        };

    /// <summary>The plan's own headers.</summary>
    internal static IEnumerable<(string Name, string Value)> OwnHeaders(this LoadTarget target) =>
        target.Headers.Select(header => (header.Key, header.Value));

    /// <summary>What goes with a JSON body.</summary>
    internal static ImmutableArray<(string Name, string Value)> HeadersOf(string? body) =>
        body is null || FieldForms.OfBody(body) != FieldForm.Json ? [] : [("Content-Type", "application/json")];

    /// <summary>A text as JSON has it.</summary>
    internal static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
