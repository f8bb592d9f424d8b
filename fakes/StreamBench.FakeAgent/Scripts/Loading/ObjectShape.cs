using System.Collections.Immutable;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>A mapping of the script language: its keys, which the loader checks and the schema lists.</summary>
/// <param name="Name">Its name in the schema.</param>
/// <param name="What">In words, after "must be".</param>
/// <param name="Keys">The keys it may have.</param>
internal sealed record ObjectShape(string Name, string What, ImmutableArray<KeyShape> Keys)
{
    /// <summary>Notes every key that is unknown, missing or has a wrong value; true when there is none.</summary>
    internal bool Check(ScriptNode node, ProblemList problems)
    {
        if (node.Kind != ScriptNodeKind.Mapping)
        {
            problems.Error(node, $"must be {What}");
            return false;
        }

        var good = true;
        foreach (var (key, value) in node.Members)
        {
            good &= Check(key, value, problems);
        }

        foreach (var key in Keys.Where(key => key.IsRequired && node[key.Name] is null))
        {
            problems.Error(node, $"\"{key.Name}\" is missing: {key.Meaning}");
            good = false;
        }

        return good;
    }

    private bool Check(ScriptNode key, ScriptNode value, ProblemList problems)
    {
        if (Keys.FirstOrDefault(shape => shape.Name == key.Text) is not { } known)
        {
            problems.Error(
                key,
                $"unknown key \"{key.Text}\" in {Name}{Suggestion.For(key.Text, Keys.Select(shape => shape.Name))}"
            );
            return false;
        }

        if (known.Value.Accepts(value))
        {
            return known.Inner is null || known.Inner.Check(value, problems);
        }

        problems.Error(
            value,
            $"\"{key.Text}\" must be {known.Value.What}{Suggestion.For(value.Text, known.Value.Words ?? [])}"
        );
        return false;
    }
}

/// <summary>A key of the script language.</summary>
/// <param name="Name">The key.</param>
/// <param name="Value">What may stand behind it.</param>
/// <param name="Meaning">What it means, for people.</param>
/// <param name="IsRequired">True when it may not be left out.</param>
internal sealed record KeyShape(string Name, ValueShape Value, string Meaning, bool IsRequired = false)
{
    /// <summary>The keys behind it, when it is a mapping of its own.</summary>
    internal ObjectShape? Inner { get; init; }

    internal static KeyShape Of(string name, ObjectShape inner, string meaning) =>
        new(name, ValueShape.Object(inner), meaning) { Inner = inner };
}
