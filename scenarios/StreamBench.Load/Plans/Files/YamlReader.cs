using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace StreamBench.Load.Plans.Files;

/// <summary>Reads YAML, and so JSON, into nodes that know their place. Anchors and second documents are refused.</summary>
internal sealed class YamlReader
{
    private const int MaxDepth = 32;

    private readonly Parser parser;

    private YamlReader(string text) => parser = new Parser(new StringReader(text));

    /// <summary>The only document of <paramref name="text"/>, or null when it is none.</summary>
    internal static YamlNode? Read(string text, ProblemList problems)
    {
        var reader = new YamlReader(text);
        try
        {
            return reader.Document();
        }
        catch (YamlException e)
        {
            problems.Add((int)e.Start.Line, (int)e.Start.Column, e.Message);
        }
        // YamlDotNet 16 forgets its state in some malformed flow mappings; what it read last is near the place.
        catch (InvalidOperationException)
        {
            var near = reader.parser.Current?.End ?? Mark.Empty;
            problems.Add((int)near.Line, (int)near.Column, "this is no YAML from here on: look for a stray , : or ?");
        }

        return null;
    }

    private YamlNode Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            throw Refuse("the file is empty: a plan starts with \"streambench-load: 1\"");
        }

        parser.Consume<DocumentStart>();
        var root = Value(depth: 1);
        parser.Consume<DocumentEnd>();
        return parser.Accept<StreamEnd>(out _) ? root : throw Refuse("a plan file holds one document");
    }

    private YamlNode Value(int depth)
    {
        if (depth > MaxDepth)
        {
            throw Refuse($"nested deeper than {MaxDepth} levels");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return At(scalar, YamlKind.Scalar) with
            {
                Text = scalar.Value,
                IsPlain = scalar.Style == ScalarStyle.Plain,
            };
        }

        if (parser.TryConsume<SequenceStart>(out var list))
        {
            return At(list, YamlKind.List) with { Items = Items(depth) };
        }

        return parser.TryConsume<MappingStart>(out var mapping)
            ? At(mapping, YamlKind.Mapping) with
            {
                Members = Members(depth),
            }
            : throw Refuse("anchors and aliases are not part of a load plan");
    }

    private List<YamlNode> Items(int depth)
    {
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Value(depth + 1));
        }

        return items;
    }

    private List<(YamlNode Key, YamlNode Value)> Members(int depth)
    {
        var members = new List<(YamlNode Key, YamlNode Value)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.Accept<Scalar>(out var name))
            {
                throw Refuse("a key must be a word");
            }

            if (members.Exists(member => member.Key.Text == name.Value))
            {
                throw Refuse($"the key \"{name.Value}\" stands twice");
            }

            members.Add((Value(depth + 1), Value(depth + 1)));
        }

        return members;
    }

    private static YamlNode At(ParsingEvent happening, YamlKind kind) =>
        new(kind, (int)happening.Start.Line, (int)happening.Start.Column);

    private YamlException Refuse(string message)
    {
        var at = parser.Current!;
        return new YamlException(at.Start, at.End, message);
    }
}
