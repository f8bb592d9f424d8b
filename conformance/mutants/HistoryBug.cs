using System.Text.Json;
using System.Text.Json.Nodes;
using StreamBench.Protocol.Equality;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>Where bugs of reading the history are planted.</summary>
internal static class HistoryBug
{
    /// <summary>The answer with another state in it, and the digest of that.</summary>
    internal static ChatReply Change(ChatReply reply, Action<JsonObject> change)
    {
        var body = JsonObject.Create(reply.Body)!;
        change((JsonObject)body["state"]!);
        var wrong = new Snapshot
        {
            Seq = 1,
            State = JsonSerializer.SerializeToElement(body["state"]),
            Digest = "",
        };
        if (StateJson.TryRead(wrong, out var state))
        {
            body["digest"] = StateDigest.Compute(state);
        }

        return reply with
        {
            Body = JsonSerializer.SerializeToElement(body),
        };
    }

    /// <summary>The answer with another seq, so that the client takes it for newer or older than it is.</summary>
    internal static ChatReply Renumber(ChatReply reply, long seq)
    {
        var body = JsonObject.Create(reply.Body)!;
        body["seq"] = seq;
        return reply with { Body = JsonSerializer.SerializeToElement(body) };
    }
}
