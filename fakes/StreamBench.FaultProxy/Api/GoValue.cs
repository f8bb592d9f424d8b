using System.Text.Json;

namespace StreamBench.FaultProxy.Api;

/// <summary>
/// A JSON value read as Go's encoding/json reads it, which Toxiproxy's clients rely on: field names in any case, the last of several
/// wins, null is the same as absent, unknown fields and anything behind the first value do not matter, whole numbers take no fraction.
/// </summary>
internal readonly struct GoValue
{
    private readonly JsonElement element;
    private readonly string path;

    private GoValue(JsonElement element, string path)
    {
        this.element = element;
        this.path = path;
    }

    /// <summary>Whether it is null or absent.</summary>
    public bool IsAbsent => element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    /// <summary>Its text.</summary>
    public string Raw => element.GetRawText();

    /// <summary>Whether it is an array.</summary>
    public bool IsArray => element.ValueKind == JsonValueKind.Array;

    /// <summary>Reads the first value of a text.</summary>
    /// <exception cref="FaultProxyException">It is not JSON: 400.</exception>
    public static GoValue Parse(ReadOnlySpan<byte> json)
    {
        if (json.Trim(" \t\r\n"u8).IsEmpty)
            throw FaultProxyException.BadBody("EOF");
        try
        {
            var reader = new Utf8JsonReader(json, isFinalBlock: false, state: default);
            return JsonDocument.TryParseValue(ref reader, out var document)
                ? new GoValue(document.RootElement, "")
                : throw FaultProxyException.BadBody("unexpected EOF");
        }
        catch (JsonException e)
        {
            throw FaultProxyException.BadBody(
                $"invalid character at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}"
            );
        }
    }

    /// <summary>A field of this object; absent if this is absent itself.</summary>
    /// <exception cref="FaultProxyException">This is not an object.</exception>
    public GoValue this[string name]
    {
        get
        {
            var field = new GoValue(default, path.Length == 0 ? name : $"{path}.{name}");
            if (IsAbsent)
                return field;
            Expect(JsonValueKind.Object, "struct");
            foreach (var property in element.EnumerateObject())
            {
                // A null leaves what an earlier field of that name said.
                if (
                    property.Value.ValueKind != JsonValueKind.Null
                    && string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase)
                )
                    field = new GoValue(property.Value, field.path);
            }
            return field;
        }
    }

    /// <summary>The names of this object's fields.</summary>
    public string[] Names() =>
        element.ValueKind == JsonValueKind.Object
            ? [.. element.EnumerateObject().Select(property => property.Name)]
            : [];

    /// <summary>The elements of this array; none if it is absent.</summary>
    public GoValue[] Items()
    {
        if (IsAbsent)
            return [];
        Expect(JsonValueKind.Array, "slice");
        var at = path;
        return [.. element.EnumerateArray().Select(item => new GoValue(item, at))];
    }

    public string? AsString()
    {
        if (IsAbsent)
            return null;
        Expect(JsonValueKind.String, "string");
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            throw FaultProxyException.BadBody($"invalid UTF-8 in {path}");
        }
    }

    public bool? AsBoolean() =>
        element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ when IsAbsent => null,
            _ => throw Mismatch("bool"),
        };

    public float? AsSingle()
    {
        if (IsAbsent)
            return null;
        Expect(JsonValueKind.Number, "float32");
        return element.TryGetSingle(out var value) && float.IsFinite(value) ? value : throw Mismatch("float32");
    }

    public decimal? AsNumber(bool isInteger)
    {
        if (IsAbsent)
            return null;
        Expect(JsonValueKind.Number, isInteger ? "int64" : "float64");
        if (isInteger)
            return element.TryGetInt64(out var whole) ? whole : throw Mismatch("int64");
        // Dividing by one with many digits takes trailing zeros away: 0.10 is shown as 0.1.
        return element.TryGetDecimal(out var value)
            ? value / 1.0000000000000000000000000000m
            : throw Mismatch("float64");
    }

    private void Expect(JsonValueKind kind, string goType)
    {
        if (element.ValueKind != kind)
            throw Mismatch(goType);
    }

    private FaultProxyException Mismatch(string goType)
    {
        var what = element.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "bool",
            JsonValueKind.Number when goType is "int64" or "float32" or "float64" => $"number {element.GetRawText()}",
            var kind => kind.ToString().ToLowerInvariant(),
        };
        var field = path.Length == 0 ? "Go value" : $"Go struct field {path}";
        return FaultProxyException.BadBody($"json: cannot unmarshal {what} into {field} of type {goType}");
    }
}
