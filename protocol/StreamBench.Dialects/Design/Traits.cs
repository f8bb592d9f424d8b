using System.Collections.Immutable;

namespace StreamBench.Dialects.Design;

/// <summary>What one dialect says to every topic.</summary>
public sealed class Traits
{
    private readonly ImmutableSortedDictionary<Topic, Trait> all;

    /// <summary>Says it.</summary>
    /// <exception cref="ArgumentException">A topic is missing: what a design leaves out has to be said, too.</exception>
    public Traits(IReadOnlyDictionary<Topic, Trait> all)
    {
        ArgumentNullException.ThrowIfNull(all);
        this.all = all.ToImmutableSortedDictionary();
        var missing = Enum.GetValues<Topic>().Where(topic => !this.all.ContainsKey(topic)).ToArray();
        if (missing.Length > 0)
        {
            throw new ArgumentException($"nothing is said of {string.Join(", ", missing)}", nameof(all));
        }
    }

    /// <summary>What it says to <paramref name="topic"/>.</summary>
    public Trait this[Topic topic] => all[topic];
}
