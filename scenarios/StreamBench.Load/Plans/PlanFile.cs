using System.Collections.Immutable;
using System.Globalization;
using StreamBench.Load.Plans.Files;
using StreamBench.Yaml;

namespace StreamBench.Load.Plans;

/// <summary>Reads load plans, YAML or JSON (which is YAML). Every problem is reported, each with its place.</summary>
/// <remarks>Bounds, each a stated problem: file <see cref="MaxBytes"/>, nesting 32 levels, a million values.</remarks>
public static class PlanFile
{
    /// <summary>Largest file accepted: 4 MiB.</summary>
    public const int MaxBytes = 4 << 20;

    private static readonly FileKind Kind = new()
    {
        Name = "plan",
        FirstLine = "streambench-load: 1",
        MaxBytes = MaxBytes,
        MaxDepth = 32,
    };

    /// <summary>Reads the file at <paramref name="path"/>; traces and feeds are looked for beside it.</summary>
    public static LoadedPlan Load(string path) => Read(YamlFile.Load(path, Kind), path, Path.GetDirectoryName(path));

    /// <summary>Reads <paramref name="text"/>.</summary>
    /// <param name="text">The plan.</param>
    /// <param name="fileName">Stands in the problems.</param>
    /// <param name="folder">Where traces and feeds are looked for; the working folder when null.</param>
    public static LoadedPlan Parse(string text, string fileName, string? folder = null) =>
        Read(YamlFile.Parse(text, fileName, Kind), fileName, folder);

    private static LoadedPlan Read(YamlFile file, string fileName, string? folder)
    {
        var problems = file.Problems;
        var root = file.Root;
        // Values of a wrong shape cannot be read; a plan that can be read may still make no sense.
        var plan =
            root is not null && PlanShapes.Plan.Check(root, problems)
                ? PlanReader.Read(root, fileName, new PlanFileContext(problems, folder))
                : null;
        foreach (var fault in plan is null || problems.HasErrors ? [] : PlanChecks.Of(plan))
        {
            var place = Find(root!, fault.Path);
            var quote = place is { Kind: YamlKind.Scalar, IsPlain: false } ? 1 : 0;
            problems.Error(place.Line, place.Column + quote + fault.ColumnWithin - 1, fault.Message);
        }

        return new LoadedPlan(problems.HasErrors ? null : plan, problems.InOrder);
    }

    // A plan with one scenario may say at its top what the scenario does.
    private static YamlNode Find(YamlNode node, string path)
    {
        foreach (var step in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                node = index < node.Items.Count ? node.Items[index] : node;
            }
            else if (node[step] is { } next)
            {
                node = next;
            }
        }

        return node;
    }
}

/// <summary>What became of a plan file.</summary>
/// <param name="Plan">The plan, or null when there is a problem.</param>
/// <param name="Problems">All that is wrong, in the order of the file.</param>
public sealed record LoadedPlan(LoadPlan? Plan, ImmutableArray<FileProblem> Problems)
{
    /// <summary>The plan.</summary>
    /// <exception cref="InvalidDataException">It has problems; the message lists all.</exception>
    public LoadPlan Required => Plan ?? throw new InvalidDataException(string.Join(Environment.NewLine, Problems));
}
