namespace StreamBench.Dialects.Design;

/// <summary>What a dialect says to a <see cref="Topic"/>.</summary>
/// <param name="Has">Whether it does it.</param>
/// <param name="How">By what means, or what there is instead: a few words for a table.</param>
public sealed record Trait(bool Has, string How)
{
    /// <summary>It does it.</summary>
    public static Trait Yes(string how) => new(true, how);

    /// <summary>It does not.</summary>
    public static Trait No(string instead = "") => new(false, instead);
}
