using System.Text.Json;
using System.Text.Json.Nodes;

namespace StreamBench.Protocol.Json;

/// <summary>JSON Patch (RFC 6902): add, remove, replace, move, copy, test; all operations or none.</summary>
public static class JsonPatch
{
    /// <summary>Most operations in one patch.</summary>
    public const int MaxOperations = 1000;

    /// <summary>Most that one patch may add, in characters of JSON text (1 Mi): repeated copies would double without bound.</summary>
    public const int MaxGrowth = 1 << 20;

    /// <summary>Applies <paramref name="patch"/> to <paramref name="document"/>, which stays as it is.</summary>
    /// <returns>False, with a sentence in <paramref name="problem"/>, when any operation cannot be done.</returns>
    public static bool TryApply(JsonElement document, JsonElement patch, out JsonElement result, out string? problem)
    {
        try
        {
            result = Apply(document, patch);
            problem = null;
            return true;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            result = document;
            problem = e.Message;
            return false;
        }
    }

    private static JsonElement Apply(JsonElement document, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Array || patch.GetArrayLength() > MaxOperations)
        {
            throw new FormatException($"a patch is an array of at most {MaxOperations} operations");
        }

        var target = new PatchTarget(ToNode(document));
        var number = 0;
        foreach (var operation in patch.EnumerateArray())
        {
            try
            {
                ApplyOne(target, operation);
                number++;
            }
            catch (FormatException e)
            {
                throw new FormatException($"operation {number}: {e.Message}", e);
            }
        }

        var text = target.Root?.ToJsonString(Compact) ?? "null";
        return JsonElement.Parse(text, JsonLimits.Document);
    }

    private static readonly JsonSerializerOptions Compact = new()
    {
        MaxDepth = JsonLimits.MaxDepth,
        Encoder = WireEncoder.Instance,
    };

    private static void ApplyOne(PatchTarget target, JsonElement operation)
    {
        var path = Pointer(operation, "path");
        switch (operation.Text("op"))
        {
            case "add":
                target.Add(path, Value(operation));
                break;
            case "remove":
                target.Remove(path);
                break;
            case "replace":
                target.Replace(path, Value(operation));
                break;
            case "move":
                target.Move(Pointer(operation, "from"), path);
                break;
            case "copy":
                target.Add(path, target.Find(Pointer(operation, "from"))?.DeepClone());
                break;
            case "test":
                target.Test(path, Value(operation));
                break;
            case var op:
                throw new FormatException($"unknown op \"{op}\"");
        }
    }

    private static JsonNode? Value(JsonElement operation) =>
        operation.Member("value") is { ValueKind: not JsonValueKind.Undefined } value
            ? ToNode(value)
            : throw new FormatException("\"value\" is missing");

    private static string[] Pointer(JsonElement operation, string name) =>
        JsonPointer.Parse(operation.Text(name) ?? throw new FormatException($"\"{name}\" is missing"));

    private static JsonNode? ToNode(JsonElement element) =>
        JsonNode.Parse(
            element.GetRawText(),
            documentOptions: new JsonDocumentOptions
            {
                MaxDepth = JsonLimits.MaxDepth,
                AllowDuplicateProperties = false,
            }
        );
}
