using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace StreamBench.FaultProxy.Rules.Files;

/// <summary>Reads the fields of one mapping and collects what is wrong with them.</summary>
internal sealed class FieldReader(YamlMappingNode map, string what, RuleFileErrors errors)
{
    private readonly Dictionary<string, FieldForm> known = new(StringComparer.Ordinal);
    private bool isAsked;

    /// <summary>A reader of nothing, which learns what fields are asked for and answers <see cref="Schema"/>.</summary>
    public static FieldReader ToAsk() => new([], "", new RuleFileErrors("")) { isAsked = true };

    /// <summary>The schema of a mapping with the fields that were asked for, and no others.</summary>
    public JsonObject Schema() =>
        new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(
                known.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Key, SchemaOf(field.Value)))
            ),
            ["additionalProperties"] = false,
        };

    /// <summary>Reads a value in the form that <paramref name="tryParse"/> takes; default where it is absent or wrong.</summary>
    public T? Read<T>(string name, TryParse<T> tryParse, FieldForm form)
    {
        if (Find(name, form) is not { } node)
            return default;
        if (node is YamlScalarNode { Value: { } text } && tryParse(text, out var value))
            return value;
        errors.Add(node.Start, $"{name} is {Show(node)}, and should be {form.Words}");
        return default;
    }

    /// <summary>Reads one of some words; null where it is absent or wrong.</summary>
    public string? Word(string name, params string[] words)
    {
        if (Find(name, FieldForm.OneOf([.. words])) is not { } node)
            return null;
        if (node is YamlScalarNode { Value: { } text })
        {
            if (words.Contains(text))
                return text;
            errors.Add(node.Start, $"unknown {name} '{Cut(text)}': {Nearest.Hint(text, words)}");
            return null;
        }
        errors.Add(node.Start, $"{name} is {Show(node)}, and should be one of {string.Join(", ", words)}");
        return null;
    }

    public string? Text(string name) =>
        Read(name, static (string text, out string? value) => (value = text).Length > 0, FieldForm.Text);

    public long? Number(string name) => ReadValue<long>(name, FieldValues.TryNumber, FieldForm.WholeNumber);

    public int? Count(string name) =>
        ReadValue<int>(
            name,
            static (string text, out int value) =>
            {
                var isNumber = FieldValues.TryNumber(text, out var number);
                value = (int)Math.Min(number, int.MaxValue);
                return isNumber;
            },
            FieldForm.WholeNumber
        );

    public TimeSpan? Duration(string name) =>
        ReadValue<TimeSpan>(name, FieldValues.TryDuration, FieldValues.DurationForm);

    public T? ReadValue<T>(string name, TryParse<T> tryParse, FieldForm form)
        where T : struct
    {
        var isThere = false;
        var value = Read(name, (string text, out T parsed) => isThere = tryParse(text, out parsed), form);
        return isThere ? value : null;
    }

    /// <summary>The fields of a mapping inside this one; null where it is absent or no mapping.</summary>
    public FieldReader? Section(string name)
    {
        var inner = ToAsk();
        if (Find(name, FieldForm.Mapping(inner)) is not { } node)
            return isAsked ? inner : null;
        if (node is YamlMappingNode section)
            return new FieldReader(section, name, errors);
        errors.Add(node.Start, $"{name} is {Show(node)}, and should be a mapping: {name}: {{ … }}");
        return null;
    }

    /// <summary>The nodes of a list inside this mapping; none where it is absent or no list.</summary>
    public IReadOnlyList<YamlNode> List(string name)
    {
        if (Find(name, FieldForm.List) is not { } node)
            return [];
        if (node is YamlSequenceNode list)
            return [.. list.Children];
        errors.Add(node.Start, $"{name} is {Show(node)}, and should be a list");
        return [];
    }

    /// <summary>Where a field stands, or its mapping when it is absent.</summary>
    public Mark PlaceOf(string name) => NodeOf(name)?.Start ?? map.Start;

    public bool Has(string name) => map.Children.ContainsKey(new YamlScalarNode(name));

    /// <summary>Reports every field that nobody asked for.</summary>
    public void RejectOthers()
    {
        foreach (var key in map.Children.Keys)
        {
            if (key is YamlScalarNode { Value: { } name } && known.ContainsKey(name))
                continue;
            var word = key is YamlScalarNode { Value: { } text } ? text : "(no text)";
            errors.Add(
                key.Start,
                $"unknown field '{Cut(word)}' in {what}: {Nearest.Hint(word, known.Keys.Order(StringComparer.Ordinal))}"
            );
        }
    }

    private YamlNode? Find(string name, FieldForm form)
    {
        known[name] = form;
        return NodeOf(name);
    }

    private YamlNode? NodeOf(string name) =>
        map.Children.TryGetValue(new YamlScalarNode(name), out var node) ? node : null;

    private static JsonObject SchemaOf(FieldForm form)
    {
        var schema = form.Schema();
        schema.Insert(0, "description", form.Words);
        return schema;
    }

    private static string Show(YamlNode node) =>
        node switch
        {
            YamlScalarNode scalar => $"'{Cut(scalar.Value ?? "")}'",
            YamlMappingNode => "a mapping",
            _ => "a list",
        };

    private static string Cut(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

/// <summary>Reads a value out of its text.</summary>
internal delegate bool TryParse<T>(string text, out T value);
