using System.Collections.Immutable;

namespace StreamBench.Load.Plans.Files;

/// <summary>A mapping of a plan file: its keys, which the loader checks and the schema lists.</summary>
/// <param name="Name">Its name in the schema.</param>
/// <param name="What">In words, after "must be".</param>
/// <param name="Keys">The keys it may have.</param>
internal sealed record ObjectShape(string Name, string What, ImmutableArray<KeyShape> Keys)
{
    /// <summary>True when it has exactly one of its keys: a step of a load.</summary>
    internal bool IsChoice { get; init; }

    /// <summary>Notes every key that is unknown, missing or has a wrong value.</summary>
    internal void Check(YamlNode node, ProblemList problems)
    {
        foreach (var (key, value) in node.Members)
        {
            if (Keys.FirstOrDefault(shape => shape.Name == key.Text) is { } known)
            {
                Check(known.Name, known.Value, value, problems);
            }
            else
            {
                problems.Add(
                    key,
                    $"unknown key \"{key.Text}\" in {Name}{Suggestion.For(key.Text, Keys.Select(shape => shape.Name))}"
                );
            }
        }

        if (IsChoice && node.Members.Count != 1)
        {
            problems.Add(node, $"must be {What}");
        }

        foreach (var key in Keys.Where(key => key.IsRequired && node[key.Name] is null))
        {
            problems.Add(node, $"\"{key.Name}\" is missing in {Name}: {key.Meaning}");
        }
    }

    private static void Check(string name, ValueShape shape, YamlNode value, ProblemList problems)
    {
        if (!shape.Accepts(value))
        {
            problems.Add(value, $"\"{name}\" must be {shape.What}{Suggestion.For(value.Text, shape.Words)}");
            return;
        }

        shape.Inner?.Check(value, problems);
        if (shape.Element is { } element)
        {
            foreach (var item in value.Items)
            {
                Check(name, element, item, problems);
            }
        }
    }
}

/// <summary>A key of a plan file.</summary>
/// <param name="Name">The key.</param>
/// <param name="Value">What may stand behind it.</param>
/// <param name="Meaning">What it means, for people.</param>
/// <param name="IsRequired">True when it may not be left out.</param>
internal sealed record KeyShape(string Name, ValueShape Value, string Meaning, bool IsRequired = false);
