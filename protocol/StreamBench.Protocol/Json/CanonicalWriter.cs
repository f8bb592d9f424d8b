using System.Buffers;
using System.Text.Json;

namespace StreamBench.Protocol.Json;

/// <summary>Writes canonical JSON piece by piece; the caller names members in the order of their names.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="forShow">True to show half a surrogate pair as U+FFFD instead of refusing it.</param>
internal sealed class CanonicalWriter(IBufferWriter<byte> output, bool forShow = false)
{
    private bool needsComma;

    internal void StartObject()
    {
        Separate();
        output.Write("{"u8);
        needsComma = false;
    }

    internal void EndObject()
    {
        output.Write("}"u8);
        needsComma = true;
    }

    internal void Name(ReadOnlySpan<byte> asciiName)
    {
        Separate();
        output.Write("\""u8);
        output.Write(asciiName);
        output.Write("\":"u8);
        needsComma = false;
    }

    internal void Array<T>(IEnumerable<T> elements, Action<CanonicalWriter, T> write)
    {
        output.Write("["u8);
        needsComma = false;
        foreach (var element in elements)
        {
            write(this, element);
        }

        output.Write("]"u8);
        needsComma = true;
    }

    /// <summary>A string, or null.</summary>
    internal void Member(ReadOnlySpan<byte> name, string? text)
    {
        if (text is null)
        {
            Name(name);
            output.Write("null"u8);
            needsComma = true;
        }
        else
        {
            Member(name, text.AsSpan());
        }
    }

    internal void Member(ReadOnlySpan<byte> name, ReadOnlySpan<char> text)
    {
        Name(name);
        if (forShow)
        {
            CanonicalText.ShowString(output, text);
        }
        else
        {
            CanonicalText.WriteString(output, text);
        }

        needsComma = true;
    }

    internal void OptionalMember(ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            Member(name, text);
        }
    }

    internal void OptionalMember(ReadOnlySpan<byte> name, JsonElement value)
    {
        if (value.IsPresent)
        {
            Name(name);
            Value(value);
        }
    }

    internal void TrueMember(ReadOnlySpan<byte> name, bool value)
    {
        if (value)
        {
            Name(name);
            output.Write("true"u8);
            needsComma = true;
        }
    }

    internal void Value(JsonElement value)
    {
        Separate();
        CanonicalJson.WriteValue(output, value);
        needsComma = true;
    }

    private void Separate()
    {
        if (needsComma)
        {
            output.Write(","u8);
        }
    }
}
