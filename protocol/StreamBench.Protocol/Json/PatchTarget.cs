using System.Text.Json.Nodes;

namespace StreamBench.Protocol.Json;

/// <summary>A document under patching. Each operation throws <see cref="FormatException"/> when it cannot be done.</summary>
internal sealed class PatchTarget(JsonNode? root)
{
    private long grown;

    internal JsonNode? Root { get; private set; } = root;

    internal JsonNode? Find(string[] path)
    {
        var node = Root;
        foreach (var token in path)
        {
            node = Child(node, token);
        }

        return node;
    }

    internal void Add(string[] path, JsonNode? value)
    {
        Measure(path, value);
        if (path.Length == 0)
        {
            Root = value;
            return;
        }

        switch (Find(path[..^1]))
        {
            case JsonObject container:
                container[path[^1]] = value;
                break;
            case JsonArray array:
                var index = path[^1] == "-" ? array.Count : JsonPointer.Index(path[^1]);
                if (index < 0 || index > array.Count)
                {
                    throw Missing(path[^1]);
                }

                array.Insert(index, value);
                break;
            default:
                throw Missing(path[^1]);
        }
    }

    internal void Remove(string[] path)
    {
        if (path.Length == 0)
        {
            Root = null;
            return;
        }

        var parent = Find(path[..^1]);
        Child(parent, path[^1]); // must be there
        if (parent is JsonArray array)
        {
            array.RemoveAt(JsonPointer.Index(path[^1]));
        }
        else
        {
            parent!.AsObject().Remove(path[^1]);
        }
    }

    internal void Replace(string[] path, JsonNode? value)
    {
        Measure(path, value);
        if (path.Length == 0)
        {
            Root = value;
            return;
        }

        var parent = Find(path[..^1]);
        Child(parent, path[^1]); // must be there
        if (parent is JsonArray array)
        {
            array[JsonPointer.Index(path[^1])] = value;
        }
        else
        {
            parent!.AsObject()[path[^1]] = value;
        }
    }

    internal void Move(string[] from, string[] to)
    {
        if (to.Length > from.Length && to.AsSpan(0, from.Length).SequenceEqual(from))
        {
            throw new FormatException("a value cannot be moved into itself"); // RFC 6902 §4.4
        }

        var value = Find(from)?.DeepClone();
        Remove(from);
        Add(to, value);
    }

    internal void Test(string[] path, JsonNode? expected)
    {
        if (!JsonNode.DeepEquals(Find(path), expected))
        {
            throw new FormatException($"the test of /{string.Join('/', path)} failed");
        }
    }

    private static JsonNode? Child(JsonNode? node, string token) =>
        node switch
        {
            JsonObject container when container.TryGetPropertyValue(token, out var member) => member,
            JsonArray array when JsonPointer.Index(token) is var i and >= 0 && i < array.Count => array[i],
            _ => throw Missing(token),
        };

    private static FormatException Missing(string token) => new($"there is no \"{token}\"");

    // Copies could otherwise double the document's size and depth with every operation.
    private void Measure(string[] path, JsonNode? value)
    {
        if (path.Length + Depth(value) > JsonLimits.MaxValueDepth)
        {
            throw new FormatException($"the result is nested deeper than {JsonLimits.MaxValueDepth} levels");
        }

        grown += value?.ToJsonString().Length ?? 4;
        if (grown > JsonPatch.MaxGrowth)
        {
            throw new FormatException($"the patch adds more than {JsonPatch.MaxGrowth} characters");
        }
    }

    private static int Depth(JsonNode? node) =>
        node switch
        {
            JsonObject container => 1 + container.Select(m => Depth(m.Value)).DefaultIfEmpty().Max(),
            JsonArray array => 1 + array.Select(Depth).DefaultIfEmpty().Max(),
            _ => 0,
        };
}
