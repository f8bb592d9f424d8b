using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using StreamBench.Protocol.Json;

namespace StreamBench.Protocol.Wire;

/// <summary>The members of one payload as they stood in the JSON text, before they are known to make sense together.</summary>
internal ref struct PayloadFields
{
    private const int FirstInteger = 31;
    private const int FirstFlag = 42;
    private const int FirstValue = 45;

    private StringSlots strings;
    private IntegerSlots integers;
    private ValueSlots values;
    private PayloadMember truths;

    /// <summary>What was there.</summary>
    internal PayloadMember Seen { get; private set; }

    /// <summary>Reads one object; throws <see cref="JsonException"/> or <see cref="FormatException"/> with a sentence for people.</summary>
    internal void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("an event is a JSON object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Recognise(ref reader);
            reader.Read();
            if (member == PayloadMember.Foreign)
            {
                Seen |= member;
                reader.Skip();
            }
            else if ((Seen & member) != 0)
            {
                throw new FormatException($"\"{PayloadNames.Of(member)}\" stands twice");
            }
            else if (reader.TokenType != JsonTokenType.Null || (member & PayloadMember.Values) != 0)
            {
                // A null means "absent", except where any JSON value may stand.
                Seen |= member;
                ReadMember(member, ref reader, json);
            }
        }

        if (reader.Read())
        {
            throw new FormatException("something follows the JSON object");
        }
    }

    internal readonly bool Has(PayloadMember member) => (Seen & member) != 0;

    internal readonly string? Text(PayloadMember member) => strings[Slot(member)];

    internal readonly long Integer(PayloadMember member) => integers[Slot(member) - FirstInteger];

    internal readonly long? IntegerOrNull(PayloadMember member) => Has(member) ? Integer(member) : null;

    internal readonly bool Flag(PayloadMember member) => (truths & member) != 0;

    /// <summary>The value, or undefined when the member was absent.</summary>
    internal readonly JsonElement Value(PayloadMember member) => values[Slot(member) - FirstValue];

    private static int Slot(PayloadMember member) => BitOperations.TrailingZeroCount((ulong)member);

    private static PayloadMember Recognise(ref Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        if (raw.Length > PayloadNames.Longest || reader.ValueIsEscaped)
        {
            return PayloadMember.Foreign;
        }

        Span<char> name = stackalloc char[PayloadNames.Longest];
        return PayloadNames.Recognise(name[..Encoding.UTF8.GetChars(raw, name)]);
    }

    private void ReadMember(PayloadMember member, ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (member == PayloadMember.Type)
        {
            strings[Slot(member)] = ReadType(ref reader);
        }
        else if ((member & PayloadMember.Strings) != 0)
        {
            strings[Slot(member)] = ReadString(ref reader, member);
        }
        else if ((member & PayloadMember.Integers) != 0)
        {
            integers[Slot(member) - FirstInteger] = ReadInteger(ref reader, member);
        }
        else if ((member & PayloadMember.Flags) != 0)
        {
            truths |= ReadFlag(ref reader, member) ? member : PayloadMember.None;
        }
        else
        {
            values[Slot(member) - FirstValue] = ReadValue(ref reader, member, json);
        }
    }

    // Types are few and come again with every event: hand out the constant instead of a new string.
    private static string ReadType(ref Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped || raw.Length > PayloadNames.Longest)
        {
            return ReadString(ref reader, PayloadMember.Type);
        }

        Span<char> text = stackalloc char[PayloadNames.Longest];
        var name = text[..Encoding.UTF8.GetChars(raw, text)];
        return PayloadShape.Intern(name) ?? name.ToString();
    }

    private static string ReadString(ref Utf8JsonReader reader, PayloadMember member) =>
        reader.TokenType == JsonTokenType.String ? WireText.Read(ref reader) : throw Wrong(reader, member, "a string");

    private static bool ReadFlag(ref Utf8JsonReader reader, PayloadMember member) =>
        reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw Wrong(reader, member, "true or false"),
        };

    private static long ReadInteger(ref Utf8JsonReader reader, PayloadMember member)
    {
        var least = member switch
        {
            PayloadMember.Seq or PayloadMember.Epoch or PayloadMember.N => 1,
            PayloadMember.At or PayloadMember.ExpiresAt => long.MinValue,
            _ => 0,
        };
        var most = member is PayloadMember.Seq or PayloadMember.At or PayloadMember.ExpiresAt
            ? long.MaxValue
            : int.MaxValue;
        return
            reader.TokenType == JsonTokenType.Number
            && reader.TryGetInt64(out var number)
            && number >= least
            && number <= most
            ? number
            : throw Wrong(reader, member, $"a whole number from {least} to {most}");
    }

    private static JsonElement ReadValue(ref Utf8JsonReader reader, PayloadMember member, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var options = member == PayloadMember.State ? JsonLimits.StateDocument : JsonLimits.Document;
        var element = JsonElement.Parse(json[start..(int)reader.BytesConsumed], options);
        return CanonicalJson.Refusal(element) is { } refusal
            ? throw new FormatException($"\"{PayloadNames.Of(member)}\": {refusal}")
            : element;
    }

    private static FormatException Wrong(in Utf8JsonReader reader, PayloadMember member, string wanted) =>
        new($"\"{PayloadNames.Of(member)}\" must be {wanted}, not {reader.TokenType}");

    [InlineArray(FirstInteger)]
    private struct StringSlots
    {
        private string? first;
    }

    [InlineArray(FirstFlag - FirstInteger)]
    private struct IntegerSlots
    {
        private long first;
    }

    [InlineArray(9)]
    private struct ValueSlots
    {
        private JsonElement first;
    }
}
