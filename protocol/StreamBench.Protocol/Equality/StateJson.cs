using System.Buffers;
using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Equality;

/// <summary>The JSON form of a conversation in snapshots and history, with the server's own ids (protocol §2).</summary>
public static class StateJson
{
    /// <summary>Writes <paramref name="state"/>.</summary>
    public static JsonElement Write(ConversationState state)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(output, WireText.Writer))
        {
            StateJsonWriter.Write(writer, state);
        }

        return JsonElement.Parse(output.WrittenSpan, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxDepth * 2 });
    }

    /// <summary>Reads the state that a snapshot carries; false when it is no such form. Kinds this version does not know are left out.</summary>
    public static bool TryRead(Snapshot snapshot, out ConversationState state)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        state = new ConversationState();
        try
        {
            StateJsonReader.Read(snapshot.State, new Touch(snapshot.Seq, snapshot.Type), state);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
