using System.Buffers;
using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;

namespace StreamBench.Protocol.Wire;

/// <summary>Writes an event or a control frame as one JSON object, <c>type</c> first, without absent members.</summary>
/// <remarks>Source: StreamBench protocol §6. The same payload always gives the same bytes.</remarks>
public static class PayloadWriter
{
    /// <summary>Writes <paramref name="payload"/> in UTF-8; with <paramref name="cursor"/> as a last member where the transport has no other place for it.</summary>
    public static void Write(IBufferWriter<byte> output, Payload payload, string? cursor = null)
    {
        using var writer = new Utf8JsonWriter(output, WireText.Writer);
        Write(writer, payload, cursor);
    }

    /// <summary>As <see cref="Write(IBufferWriter{byte}, Payload, string?)"/>, into a writer at hand (it is not flushed).</summary>
    public static void Write(Utf8JsonWriter writer, Payload payload, string? cursor = null)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, payload.Type);
        if (payload is StreamEvent happening)
        {
            WriteEvent(writer, happening, withTime: true);
        }
        else
        {
            WriteControl(writer, (ControlFrame)payload);
        }

        if (cursor is not null)
        {
            writer.WriteString("cursor"u8, cursor);
        }

        writer.WriteEndObject();
    }

    /// <summary>The members after <c>type</c>; without <c>at</c> when the event is to be fingerprinted.</summary>
    internal static void WriteEvent(Utf8JsonWriter writer, StreamEvent happening, bool withTime)
    {
        if (happening.Seq > 0)
        {
            writer.WriteNumber("seq"u8, happening.Seq);
        }

        writer.Optional("turn", happening.Turn);
        writer.Optional("item", happening.Item);
        writer.Optional("agent", happening.Agent);
        EventBodyWriter.Write(writer, happening);
        writer.IfTrue("synth", happening.Synthesised);

        if (withTime && happening.At is { } at)
        {
            writer.WriteNumber("at"u8, at);
        }

        if (happening.Unknown.IsPresent)
        {
            foreach (var member in happening.Unknown.EnumerateObject())
            {
                writer.WritePropertyName(member.Name);
                writer.WriteRawValue(member.Value.GetRawText(), skipInputValidation: true);
            }
        }
    }

    private static void WriteControl(Utf8JsonWriter writer, ControlFrame frame)
    {
        switch (frame)
        {
            case Hello hello:
                WireText.Write(writer, "conversation", hello.Conversation);
                writer.WriteNumber("epoch"u8, hello.Epoch);
                writer.WriteString("resume"u8, hello.Resume);
                writer.WriteNumber("firstSeq"u8, hello.FirstSeq);
                writer.WriteNumber("lastSeq"u8, hello.LastSeq);
                writer.WriteNumber("heartbeatMs"u8, hello.HeartbeatMs);
                writer.WriteNumber("retryMs"u8, hello.RetryMs);
                break;
            case Notice notice:
                writer.Optional("code", notice.Code);
                writer.Optional("message", notice.Message);
                break;
            case Bye bye:
                writer.WriteString("reason"u8, bye.Reason);
                writer.WriteNumber("retryMs"u8, bye.RetryMs);
                break;
        }
    }
}
