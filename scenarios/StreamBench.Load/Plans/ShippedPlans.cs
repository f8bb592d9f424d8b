using System.Collections.Immutable;
using System.Reflection;

namespace StreamBench.Load.Plans;

/// <summary>The plans that travel with the tool (<c>scenarios/loads/</c>).</summary>
public static class ShippedPlans
{
    private const string Folder = "loads/";
    private const string Extension = ".yaml";

    private static readonly Assembly Home = typeof(ShippedPlans).Assembly;

    /// <summary>Their names, sorted: <c>mixed-day</c>, <c>ramp</c>, <c>smoke</c> …</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. Home.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The shipped plan of that name, or else the file at that path.</summary>
    public static LoadedPlan FindOrLoad(string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        return Names.Contains(nameOrPath, StringComparer.Ordinal)
            ? PlanFile.Parse(Source(nameOrPath), nameOrPath + Extension)
            : PlanFile.Load(nameOrPath);
    }

    /// <summary>The file of a shipped plan, as people wrote it.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static string Source(string name)
    {
        using var file =
            Home.GetManifestResourceStream(Folder + name + Extension)
            ?? throw new ArgumentException($"no plan \"{name}\" travels with the tool", nameof(name));
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
