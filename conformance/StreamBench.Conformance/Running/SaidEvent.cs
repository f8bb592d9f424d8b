using System.Text;
using System.Text.Json.Nodes;
using StreamBench.FakeAgent.Conversations;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Conformance.Running;

/// <summary>An event that a case puts into the server's journal, where the script has none: a second result, a close that comes too late.</summary>
internal static class SaidEvent
{
    /// <summary>Journals it with the next seq. What only the journal knows (state, digest) is filled in by the journal.</summary>
    /// <exception cref="FormatException">It is no event.</exception>
    internal static void Say(Conversation conversation, JsonNode? written)
    {
        if (written is not JsonObject json)
        {
            throw new FormatException("say: \"event\" is missing, an object as the protocol has it, without its seq");
        }

        json["seq"] = 1; // the reader wants one; the journal gives the right one
        switch ((string?)json["type"])
        {
            case EventTypes.Snapshot:
                json["state"] = new JsonObject();
                goto case EventTypes.Checkpoint;
            case EventTypes.Checkpoint:
                json["digest"] = "";
                break;
        }

        var read = PayloadReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString()));
        conversation.Inject(
            read.Payload as StreamEvent
                ?? throw new FormatException($"say: {read.Problem?.Message ?? "a control frame is no event"}")
        );
    }
}
