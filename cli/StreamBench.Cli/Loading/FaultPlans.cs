using System.Collections.Immutable;
using System.Reflection;
using StreamBench.FaultProxy.Rules;
using StreamBench.FaultProxy.Rules.Files;

namespace StreamBench.Cli.Loading;

/// <summary>The fault plans that travel with the tool (<c>scenarios/faults/</c>), and files of one's own.</summary>
internal static class FaultPlans
{
    private const string Folder = "faults/";
    private const string Extension = ".yaml";

    private static readonly Assembly Home = typeof(FaultPlans).Assembly;

    /// <summary>Their names, sorted.</summary>
    internal static ImmutableArray<string> Names { get; } =
    [
        .. Home.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The rules under a name or at a path; null after the reason was printed.</summary>
    internal static FaultRules? Load(string nameOrPath, string? folder, TextWriter error)
    {
        try
        {
            if (Names.Contains(nameOrPath, StringComparer.Ordinal))
            {
                using var reader = new StreamReader(Home.GetManifestResourceStream(Folder + nameOrPath + Extension)!);
                return RuleFile.Parse(reader.ReadToEnd(), nameOrPath + Extension);
            }

            var beside = folder is null ? nameOrPath : Path.Combine(folder, nameOrPath);
            return RuleFile.Load(File.Exists(beside) ? beside : nameOrPath);
        }
        catch (RuleFileException e)
        {
            error.WriteLine(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"{nameOrPath}: no such fault plan. A file, or one of: {string.Join(", ", Names)}.");
        }

        return null;
    }
}
