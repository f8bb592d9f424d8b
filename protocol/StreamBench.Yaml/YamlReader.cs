using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace StreamBench.Yaml;

/// <summary>Reads YAML, and so JSON, into nodes that know their place. Anchors and second documents are refused.</summary>
internal sealed class YamlReader
{
    private readonly Parser parser;
    private readonly FileKind kind;
    private int nodes;

    private YamlReader(string text, FileKind kind)
    {
        parser = new Parser(new StringReader(text));
        this.kind = kind;
    }

    /// <summary>The only document of <paramref name="text"/>, or null when it is no YAML or over a bound.</summary>
    internal static YamlNode? Read(string text, FileKind kind, ProblemList problems)
    {
        var reader = new YamlReader(text, kind);
        try
        {
            return reader.Document();
        }
        catch (YamlException e)
        {
            problems.Error((int)e.Start.Line, (int)e.Start.Column, Sentence(e));
        }
        // YamlDotNet 16 forgets its state in some malformed flow mappings, and lets go what a bad tag made of a URI.
        // What it read last is near the place.
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            var near = reader.parser.Current?.End ?? Mark.Empty;
            var message = "this is no YAML from here on: look for a stray , : ? or !";
            problems.Error((int)near.Line, (int)near.Column, message);
        }

        return null;
    }

    private static string Sentence(YamlException e)
    {
        var message = e.Message;
        var end = message.IndexOf("): ", StringComparison.Ordinal);
        return message.StartsWith('(') && end > 0 ? message[(end + 3)..] : message;
    }

    private YamlNode Document()
    {
        Skip<StreamStart>();
        if (parser.Current is StreamEnd)
        {
            throw Refuse($"the file is empty: a {kind.Name} starts with \"{kind.FirstLine}\"");
        }

        Skip<DocumentStart>();
        var root = Value(depth: 1);
        Skip<DocumentEnd>();
        return parser.Current is StreamEnd ? root : throw Refuse($"a {kind.Name} file holds one document");
    }

    private YamlNode Value(int depth)
    {
        if (depth > kind.MaxDepth)
        {
            throw Refuse($"nested deeper than {kind.MaxDepth} levels");
        }

        if (++nodes > kind.MaxNodes)
        {
            throw Refuse($"a {kind.Name} may hold {kind.MaxNodes:N0} values; this one goes beyond");
        }

        var happening = parser.Current;
        switch (happening)
        {
            case Scalar scalar:
                parser.MoveNext();
                return At(scalar, YamlKind.Scalar) with
                {
                    Text = scalar.Value,
                    IsPlain = scalar.Style == ScalarStyle.Plain,
                };
            case SequenceStart:
                return At(happening, YamlKind.List) with { Items = Items(depth) };
            case MappingStart:
                return At(happening, YamlKind.Mapping) with { Members = Members(depth) };
            case AnchorAlias:
                throw Refuse(kind.NoAnchors ?? $"anchors and aliases are not part of a {kind.Name}");
            default:
                throw Refuse("a value is missing");
        }
    }

    private List<YamlNode> Items(int depth)
    {
        var items = new List<YamlNode>();
        parser.MoveNext();
        while (parser.Current is not SequenceEnd)
        {
            items.Add(Value(depth + 1));
        }

        parser.MoveNext();
        return items;
    }

    private List<(YamlNode Key, YamlNode Value)> Members(int depth)
    {
        var members = new List<(YamlNode Key, YamlNode Value)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        parser.MoveNext();
        while (parser.Current is not MappingEnd)
        {
            if (parser.Current is not Scalar name)
            {
                throw Refuse("a key must be a word");
            }

            if (!names.Add(name.Value))
            {
                throw Refuse($"the key \"{name.Value}\" stands twice");
            }

            members.Add((Value(depth + 1), Value(depth + 1)));
        }

        parser.MoveNext();
        return members;
    }

    private static YamlNode At(ParsingEvent happening, YamlKind kind) =>
        new(kind, (int)happening.Start.Line, (int)happening.Start.Column);

    private void Skip<T>()
        where T : ParsingEvent
    {
        if (parser.Current is null)
        {
            parser.MoveNext();
        }

        if (parser.Current is T)
        {
            parser.MoveNext();
        }
    }

    private YamlException Refuse(string message)
    {
        var at = parser.Current!;
        return new YamlException(at.Start, at.End, message);
    }
}
