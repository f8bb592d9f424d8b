using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace StreamBench.FaultProxy.Rules.Files;

/// <summary>Makes nodes of a text that anyone may send: what would grow or nest without end is refused before it is loaded.</summary>
internal static class YamlText
{
    /// <summary>Deepest nesting, in levels; rules need five.</summary>
    internal const int MaxDepth = 32;

    /// <summary>The mapping that is the whole text; null, with an error, when it is none.</summary>
    public static YamlMappingNode? Read(string text, RuleFileErrors errors)
    {
        try
        {
            if (IsTame(text, errors))
            {
                var yaml = new YamlStream();
                yaml.Load(new StringReader(text));
                if (yaml.Documents is [{ RootNode: YamlMappingNode map }])
                    return map;
                errors.Add(Mark.Empty, $"a rule file is one mapping that begins with {RuleFile.Head}: 1");
            }
        }
        catch (YamlException e)
        {
            errors.Add(e.Start, $"this is no YAML: {e.Message}");
        }
        // YamlDotNet 16 forgets its state in some malformed flow mappings, and with it the place; and it lets go what a
        // bad tag made of a URI.
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            errors.Add(Mark.Empty, "this is no YAML: look for a stray , : ? or ! in braces");
        }
        return null;
    }

    // YamlStream calls itself at each level, and no stack is deep enough for everyone. An alias in a key is looked at as
    // often as it is spelled out, which doubles with each alias of an alias.
    private static bool IsTame(string text, RuleFileErrors errors)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            var happening = parser.Current!;
            depth += happening.NestingIncrease;
            // The stream and the document nest, too.
            if (depth > MaxDepth + 2)
            {
                errors.Add(happening.Start, $"nested deeper than {MaxDepth} levels");
                return false;
            }
            if (happening is AnchorAlias)
            {
                errors.Add(happening.Start, "anchors and aliases are not part of a rule file: write the value again");
                return false;
            }
        }
        return true;
    }
}
