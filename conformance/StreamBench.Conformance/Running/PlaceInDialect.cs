using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using StreamBench.Dialects;
using StreamBench.Dialects.Endpoints;
using StreamBench.Protocol.Wire;

namespace StreamBench.Conformance.Running;

/// <summary>
/// Says the places of a case's rules in the frames of a dialect: the place of an event is that of the last frame that says it or an event
/// before it. On the first connection frames are counted; on later ones they are found by the name that they carry.
/// </summary>
internal static class PlaceInDialect
{
    internal static JsonArray Adapt(JsonArray rules, DialectEndpoint endpoint, FrameMap frames)
    {
        foreach (var at in rules.Select(rule => rule?["at"]).OfType<JsonObject>())
        {
            if (at["index"] is JsonValue index)
            {
                at["index"] = Preamble(endpoint) + Math.Max(0, index.GetValue<long>() - 1); // the native stream begins with hello
            }
            else if (at["seq"] is JsonValue seq)
            {
                var number = seq.GetValue<long>();
                var isOnFirst = IsOnFirst(at);
                at.Remove("seq");
                if (isOnFirst)
                {
                    at.Remove("once");
                    at["connection"] = 1;
                    at["index"] = Preamble(endpoint) + frames.LastFrame(number);
                }
                else
                {
                    at["id"] = frames.LastTold(number).ToString(CultureInfo.InvariantCulture);
                }
            }
        }

        return rules;
    }

    /// <summary>Whether a place is one on the first connection; one that names no connection is met there first.</summary>
    internal static bool IsOnFirst(JsonObject at) => (at["connection"]?.ToString() ?? "1") == "1";

    /// <summary>How many frames stand before the first that says an event.</summary>
    internal static int Preamble(DialectEndpoint endpoint)
    {
        var ask = endpoint.Ask(new StreamAsk("c", Message: new SubmitWish("hi", "m1")));
        var opening = endpoint.Open(ask with { Route = ask.Route.SetItem("c", "c") });
        var output = new ArrayBufferWriter<byte>();
        endpoint.WritePreamble(opening, output);
        return endpoint.Transport is "ws" or "grpc"
            ? Math.Sign(output.WrittenCount)
            : Encoding
                .UTF8.GetString(output.WrittenSpan)
                .Split('\n')
                .Count(line => line.StartsWith("data:", StringComparison.Ordinal));
    }
}
