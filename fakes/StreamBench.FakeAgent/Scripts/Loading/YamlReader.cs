using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Reads YAML, and so JSON, into nodes that know their place. Anchors and second documents are refused.</summary>
internal sealed class YamlReader
{
    /// <summary>Deepest nesting, in levels.</summary>
    internal const int MaxDepth = 64;

    private readonly Parser parser;

    private YamlReader(string text) => parser = new Parser(new StringReader(text));

    /// <summary>The only document of <paramref name="text"/>, or null when it is no YAML.</summary>
    internal static ScriptNode? Read(string text, ProblemList problems)
    {
        var reader = new YamlReader(text);
        try
        {
            return reader.Document();
        }
        catch (YamlException e)
        {
            problems.Add((int)e.Start.Line, (int)e.Start.Column, Sentence(e), isWarning: false);
        }
        // YamlDotNet 16 forgets its state in some malformed flow mappings; what it read last is near the place.
        catch (InvalidOperationException)
        {
            var near = reader.parser.Current?.End ?? Mark.Empty;
            var message = "this is no YAML from here on: look for a stray , : or ?";
            problems.Add((int)near.Line, (int)near.Column, message, isWarning: false);
        }

        return null;
    }

    private static string Sentence(YamlException e)
    {
        var message = e.Message;
        var end = message.IndexOf("): ", StringComparison.Ordinal);
        return message.StartsWith('(') && end > 0 ? message[(end + 3)..] : message;
    }

    private ScriptNode Document()
    {
        Skip<StreamStart>();
        if (parser.Current is StreamEnd)
        {
            throw Refuse("the file is empty: a script starts with \"streambench: 1\"");
        }

        Skip<DocumentStart>();
        var root = Value(depth: 1);
        Skip<DocumentEnd>();
        return parser.Current is StreamEnd ? root : throw Refuse("a script file holds one document");
    }

    private ScriptNode Value(int depth)
    {
        if (depth > MaxDepth)
        {
            throw Refuse($"nested deeper than {MaxDepth} levels");
        }

        var happening = parser.Current;
        switch (happening)
        {
            case Scalar scalar:
                parser.MoveNext();
                return At(scalar, ScriptNodeKind.Scalar) with
                {
                    Text = scalar.Value,
                    IsPlain = scalar.Style == ScalarStyle.Plain,
                };
            case SequenceStart:
                return At(happening, ScriptNodeKind.List) with { Items = Items(depth) };
            case MappingStart:
                return At(happening, ScriptNodeKind.Mapping) with { Members = Members(depth) };
            case AnchorAlias:
                throw Refuse("anchors and aliases are not part of the script language; use \"let\" or \"repeat\"");
            default:
                throw Refuse("a value is missing");
        }
    }

    private List<ScriptNode> Items(int depth)
    {
        var items = new List<ScriptNode>();
        parser.MoveNext();
        while (parser.Current is not SequenceEnd)
        {
            items.Add(Value(depth + 1));
        }

        parser.MoveNext();
        return items;
    }

    private List<(ScriptNode Key, ScriptNode Value)> Members(int depth)
    {
        var members = new List<(ScriptNode Key, ScriptNode Value)>();
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

    private static ScriptNode At(ParsingEvent happening, ScriptNodeKind kind) =>
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
