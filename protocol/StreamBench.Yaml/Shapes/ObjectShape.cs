using System.Collections.Immutable;

namespace StreamBench.Yaml.Shapes;

/// <summary>A mapping of a file language: its keys, which <see cref="Check"/> looks at and <see cref="ShapeSchema"/> lists.</summary>
/// <param name="Name">Its name in problems and in the schema.</param>
/// <param name="What">In words, after "must be".</param>
/// <param name="Keys">The keys it may have.</param>
public sealed record ObjectShape(string Name, string What, ImmutableArray<KeyShape> Keys)
{
    /// <summary>True when it has exactly one of its keys.</summary>
    public bool IsChoice { get; init; }

    /// <summary>Notes every key, here and further in, that is unknown, missing or has a wrong value; true when there is none.</summary>
    public bool Check(YamlNode node, ProblemList problems)
    {
        if (node.Kind != YamlKind.Mapping || (IsChoice && node.Members.Count != 1))
        {
            problems.Error(node, $"must be {What}");
            return false;
        }

        var isGood = true;
        foreach (var (key, value) in node.Members)
        {
            isGood &= CheckMember(key, value, problems);
        }

        foreach (var key in Keys.Where(key => key.IsRequired && node[key.Name] is null))
        {
            problems.Error(node, $"\"{key.Name}\" is missing in {Name}: {key.Meaning}");
            isGood = false;
        }

        return isGood;
    }

    private bool CheckMember(YamlNode key, YamlNode value, ProblemList problems)
    {
        if (Keys.FirstOrDefault(shape => shape.Name == key.Text) is { } known)
        {
            return known.Value.Check(key.Text, value, problems);
        }

        problems.Error(
            key,
            $"unknown key \"{key.Text}\" in {Name}{Suggestion.For(key.Text, Keys.Select(shape => shape.Name))}"
        );
        return false;
    }
}
