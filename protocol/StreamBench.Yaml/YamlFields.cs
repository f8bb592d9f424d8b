using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using StreamBench.Yaml.Shapes;

namespace StreamBench.Yaml;

/// <summary>Reads the fields of one mapping by type, and notes what is wrong with them.</summary>
/// <remarks>
/// A field that is absent or wrong reads as null (lists: as empty); a wrong one is a problem, an absent one only when
/// it is <see cref="Require">required</see>. After the last field, <see cref="RejectOthers"/> names those that nobody asked for.
/// </remarks>
/// <example><code>
/// var fields = YamlFields.Of(root, "case", problems).Require("id");
/// var found = new ConformanceCase { Id = fields.Text("id") ?? "", Timeout = fields.Duration("timeout") };
/// fields.RejectOthers();
/// </code></example>
public sealed class YamlFields
{
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly string what;
    private readonly ProblemList problems;

    private YamlFields(YamlNode node, string what, ProblemList problems)
    {
        Node = node;
        this.what = what;
        this.problems = problems;
    }

    /// <summary>The mapping.</summary>
    public YamlNode Node { get; }

    /// <summary>The fields of <paramref name="node"/>; a node that is no mapping is a problem, and has none.</summary>
    /// <param name="node">A mapping.</param>
    /// <param name="what">Its name in problems: <c>case</c>.</param>
    /// <param name="problems">Where to complain.</param>
    public static YamlFields Of(YamlNode node, string what, ProblemList problems)
    {
        if (node.Kind != YamlKind.Mapping)
        {
            problems.Error(node, $"a {what} must be a mapping");
        }

        return new YamlFields(node, what, problems);
    }

    /// <summary>Notes those of <paramref name="names"/> that are missing.</summary>
    public YamlFields Require(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            // What is no mapping was noted already, and that says enough.
            if (Find(name) is null && Node.Kind == YamlKind.Mapping)
            {
                problems.Error(Node, $"\"{name}\" is missing in {what}");
            }
        }

        return this;
    }

    /// <summary>The value of a field, of any shape.</summary>
    public YamlNode? Value(string name) => Find(name);

    /// <summary>A scalar that is not null.</summary>
    public string? Text(string name) => Read(name, ValueShape.Text)?.Text;

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public int? Integer(string name, int least = 0, int most = int.MaxValue) =>
        Read(name, ValueShape.Integer(least, most)) is { } node
            ? int.Parse(node.Text, CultureInfo.InvariantCulture)
            : null;

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public double? Number(string name, double least = 0, double most = double.MaxValue) =>
        Read(name, ValueShape.Number(least, most)) is { } node
            ? double.Parse(node.Text, CultureInfo.InvariantCulture)
            : null;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool? Flag(string name) => Read(name, ValueShape.Flag) is { } node ? node.Text == "true" : null;

    /// <summary>What <see cref="DurationText"/> reads.</summary>
    public TimeSpan? Duration(string name) =>
        Read(name, ValueShape.Duration) is { } node ? DurationText.Parse(node.Text) : null;

    /// <summary>A member of <typeparamref name="T"/>, in kebab case: <c>known-failing</c> for <c>KnownFailing</c>.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName).ToImmutableArray();
        return Read(name, ValueShape.OneOf(words)) is { } node ? Enum.GetValues<T>()[words.IndexOf(node.Text)] : null;
    }

    /// <summary>A list of texts, also empty.</summary>
    public ImmutableArray<string> Texts(string name) =>
        [.. List(name).Where(item => ValueShape.Text.Check(name, item, problems)).Select(item => item.Text)];

    /// <summary>The elements of a list, of any shape.</summary>
    public IReadOnlyList<YamlNode> List(string name) => Read(name, ValueShape.List)?.Items ?? [];

    /// <summary>The elements of a list of mappings, each called <paramref name="itsName"/> in problems.</summary>
    public ImmutableArray<YamlFields> Sections(string name, string itsName) =>
        [.. List(name).Select(item => Of(item, itsName, problems))];

    /// <summary>The fields of a mapping inside this one.</summary>
    public YamlFields? Section(string name) => Find(name) is { } node ? Of(node, name, problems) : null;

    /// <summary>Notes what is wrong with a field, or with its mapping when it is absent.</summary>
    public void Error(string name, string message) => problems.Error(Node[name] ?? Node, message);

    /// <summary>Notes every field that nobody asked for, with the one that was meant.</summary>
    public void RejectOthers()
    {
        foreach (var (key, _) in Node.Members.Where(member => !asked.Contains(member.Key.Text)))
        {
            problems.Error(key, $"unknown key \"{key.Text}\" in {what}{Suggestion.For(key.Text, asked)}");
        }
    }

    private YamlNode? Read(string name, ValueShape shape) =>
        Find(name) is { } node && shape.Check(name, node, problems) ? node : null;

    private YamlNode? Find(string name)
    {
        asked.Add(name);
        return Node[name];
    }
}
