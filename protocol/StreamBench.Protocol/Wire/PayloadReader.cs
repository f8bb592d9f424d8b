using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;

namespace StreamBench.Protocol.Wire;

/// <summary>Reads one JSON object as an event or a control frame. Pure; safe for any input.</summary>
/// <remarks>
/// Source: StreamBench protocol §1. Unknown members are kept in <see cref="StreamEvent.Unknown"/>; an unknown type with a
/// seq becomes an <see cref="UnknownEvent"/>, one without an <see cref="UnknownControl"/>. Nesting is bounded by
/// <see cref="JsonLimits.MaxDepth"/>; the caller bounds the length.
/// </remarks>
public static class PayloadReader
{
    /// <summary>Reads <paramref name="json"/>, which must hold exactly one object in UTF-8.</summary>
    public static ReadResult Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, JsonLimits.Reader);
        var fields = default(PayloadFields);
        try
        {
            fields.Read(ref reader, json);
            return new ReadResult(Build(fields, json), fields.Text(PayloadMember.Cursor), null);
        }
        catch (JsonException e)
        {
            return Refuse(FirstSentence(e.Message), reader.TokenStartIndex);
        }
        catch (FormatException e)
        {
            return Refuse(e.Message, reader.TokenStartIndex);
        }
        catch (InvalidOperationException e)
        {
            // Utf8JsonReader.GetString says so of bytes that are no UTF-8.
            return Refuse(FirstSentence(e.Message), reader.TokenStartIndex);
        }
    }

    private static ReadResult Refuse(string message, long position) =>
        new(null, null, new JsonProblem(message, position));

    private static string FirstSentence(string message) =>
        message.IndexOf(" LineNumber", StringComparison.Ordinal) is var end and > 0 ? message[..end] : message;

    private static Payload Build(in PayloadFields fields, ReadOnlySpan<byte> json)
    {
        var type = fields.Text(PayloadMember.Type) ?? throw new FormatException("\"type\" is missing");
        if (PayloadShape.Of(type) is not { } shape)
        {
            return fields.Has(PayloadMember.Seq)
                ? new UnknownEvent(type)
                {
                    Seq = fields.Integer(PayloadMember.Seq),
                    At = fields.IntegerOrNull(PayloadMember.At),
                    Unknown = UnknownMembers.Of(
                        json,
                        new PayloadShape(
                            PayloadMember.Type | PayloadMember.Seq,
                            PayloadMember.At | PayloadMember.Cursor | PayloadMember.Epoch
                        )
                    ),
                }
                : new UnknownControl(type);
        }

        if ((shape.Required & ~fields.Seen) is var missing and not 0)
        {
            var first = (PayloadMember)((ulong)missing & (~(ulong)missing + 1));
            throw new FormatException($"{type} needs \"{PayloadNames.Of(first)}\"");
        }

        var payload = PayloadBuilder.Build(type, fields);
        if (payload is not StreamEvent happening)
        {
            return payload;
        }

        if (happening.Seq == 0 && !happening.Synthesised)
        {
            throw new FormatException($"{type} needs \"seq\"");
        }

        return (fields.Seen & ~(shape.Required | shape.Optional)) == 0
            ? happening
            : happening with
            {
                Unknown = UnknownMembers.Of(json, shape),
            };
    }
}
