using System.Text.Json;

namespace StreamBench.Conformance.Clients.Wire;

/// <summary>Checks a JSON value against one of our own schemas, and says in words for people where it breaks it.</summary>
/// <remarks>Knows the keywords that <see cref="MessageSchema"/> writes and no others. Members that a schema does not name are ignored.</remarks>
internal static class SchemaCheck
{
    /// <summary>The first violation (<c>$.client.name: expected a string, found a number</c>), or null.</summary>
    internal static string? Blame(JsonElement value, JsonElement schema, string path = "$")
    {
        if (schema.TryGetProperty("type", out var type) && !IsOfType(value, type))
        {
            return $"{path}: expected {Named(type)}, found {Show(value)}";
        }

        if (schema.TryGetProperty("const", out var constant) && !JsonElement.DeepEquals(value, constant))
        {
            return $"{path}: expected {Show(constant)}, found {Show(value)}";
        }

        if (
            schema.TryGetProperty("enum", out var words)
            && !words.EnumerateArray().Any(w => JsonElement.DeepEquals(w, value))
        )
        {
            return $"{path}: expected {string.Join(", ", words.EnumerateArray().Select(Show))}, found {Show(value)}";
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => BlameMembers(value, schema, path),
            JsonValueKind.Array => BlameElements(value, schema, path),
            JsonValueKind.Number => BlameRange(value, schema, path),
            JsonValueKind.String when schema.TryGetProperty("minLength", out _) && value.ValueEquals("") =>
                $"{path}: expected some text, found \"\"",
            _ => null,
        };
    }

    private static string? BlameMembers(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Where(name => !Has(value, name)))
            {
                return $"{path}: {Show(name)} is missing";
            }
        }

        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (
                    value.TryGetProperty(property.Name, out var member)
                    && Blame(member, property.Value, $"{path}.{property.Name}") is { } blame
                )
                {
                    return blame;
                }
            }
        }

        return schema.TryGetProperty("oneOf", out var choices) ? BlameChoice(value, choices, path) : null;
    }

    private static string? BlameElements(JsonElement value, JsonElement schema, string path) =>
        schema.TryGetProperty("items", out var items)
            ? value
                .EnumerateArray()
                .Select((element, i) => Blame(element, items, $"{path}[{i}]"))
                .FirstOrDefault(b => b is not null)
            : null;

    private static string? BlameRange(JsonElement value, JsonElement schema, string path) =>
        schema.TryGetProperty("minimum", out var least)
        && schema.TryGetProperty("maximum", out var most)
        && (value.GetDouble() < least.GetDouble() || value.GetDouble() > most.GetDouble())
            ? $"{path}: expected {least} to {most}, found {Show(value)}"
            : null;

    // Our only choices are between sets of members that must be there.
    private static string? BlameChoice(JsonElement value, JsonElement choices, string path)
    {
        var sets = choices.EnumerateArray().Select(choice => choice.GetProperty("required")).ToArray();
        var met = sets.Where(set => set.EnumerateArray().All(name => Has(value, name))).ToArray();
        return met.Length == 1
            ? null
            : $"{path}: expected exactly one of {string.Join(" | ", sets.Select(Together))}, found "
                + (met.Length == 0 ? "none" : string.Join(" and ", met.Select(Together)));
    }

    private static string Together(JsonElement names) =>
        string.Join(" with ", names.EnumerateArray().Select(name => name.GetString()));

    private static bool Has(JsonElement value, JsonElement name) => value.TryGetProperty(name.GetString()!, out _);

    private static bool IsOfType(JsonElement value, JsonElement type) =>
        type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Any(one => IsOfType(value, one))
            : type.GetString() switch
            {
                "object" => value.ValueKind == JsonValueKind.Object,
                "array" => value.ValueKind == JsonValueKind.Array,
                "string" => value.ValueKind == JsonValueKind.String,
                "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                "null" => value.ValueKind == JsonValueKind.Null,
                "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
                _ => value.ValueKind == JsonValueKind.Number,
            };

    private static string Named(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array
            ? string.Join(" or ", type.EnumerateArray().Select(Named))
            : type.GetString() switch
            {
                "object" => "an object",
                "array" => "an array",
                "integer" => "a whole number",
                "null" => "null",
                var other => $"a {other}",
            };

    private static string Show(JsonElement value)
    {
        const int longest = 60;
        var text = value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            _ => value.GetRawText(),
        };
        return text.Length <= longest ? text : $"{text.AsSpan(0, longest)}…";
    }
}
