using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using StreamBench.Load.Plans.Files;

namespace StreamBench.Load.Plans;

/// <summary>Reads load plans, YAML or JSON (which is YAML). Every problem is reported, each with its place.</summary>
/// <remarks>Bounds, each a stated problem: file <see cref="MaxBytes"/>, nesting 32 levels.</remarks>
public static class PlanFile
{
    /// <summary>Largest file accepted: 4 MiB.</summary>
    public const int MaxBytes = 4 << 20;

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Reads the file at <paramref name="path"/>; traces and feeds are looked for beside it.</summary>
    public static LoadedPlan Load(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MaxBytes)
            {
                return Refuse(path, $"the file has {file.Length:N0} bytes; a plan may have {MaxBytes:N0}");
            }

            using var reader = new StreamReader(file, Strict);
            return Parse(reader.ReadToEnd(), path, Path.GetDirectoryName(Path.GetFullPath(path)));
        }
        catch (DecoderFallbackException)
        {
            return Refuse(path, "the file is not UTF-8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(path, e.Message);
        }
    }

    /// <summary>Reads <paramref name="text"/>.</summary>
    /// <param name="text">The plan.</param>
    /// <param name="fileName">Stands in the problems.</param>
    /// <param name="folder">Where traces and feeds are looked for; the working folder when null.</param>
    public static LoadedPlan Parse(string text, string fileName, string? folder = null)
    {
        var problems = new ProblemList(fileName);
        var root = YamlReader.Read(text, problems);
        if (root is { Kind: not YamlKind.Mapping })
        {
            problems.Add(root, $"must be {PlanShapes.Plan.What}");
        }
        else if (root is not null)
        {
            PlanShapes.Plan.Check(root, problems);
        }

        // Values of a wrong shape cannot be read; a plan that can be read may still make no sense.
        var plan = problems.IsEmpty ? PlanReader.Read(root!, fileName, new PlanFileContext(problems, folder)) : null;
        foreach (var fault in plan is null || !problems.IsEmpty ? [] : PlanChecks.Of(plan))
        {
            var place = Find(root!, fault.Path);
            var quote = place is { Kind: YamlKind.Scalar, IsPlain: false } ? 1 : 0;
            problems.Add(place.Line, place.Column + quote + fault.ColumnWithin - 1, fault.Message);
        }

        return new LoadedPlan(problems.IsEmpty ? plan : null, problems.InOrder);
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

    private static LoadedPlan Refuse(string path, string message) => new(null, [new PlanProblem(path, 1, 1, message)]);
}

/// <summary>What became of a plan file.</summary>
/// <param name="Plan">The plan, or null when there is a problem.</param>
/// <param name="Problems">All that is wrong, in the order of the file.</param>
public sealed record LoadedPlan(LoadPlan? Plan, ImmutableArray<PlanProblem> Problems)
{
    /// <summary>The plan.</summary>
    /// <exception cref="InvalidDataException">It has problems; the message lists all.</exception>
    public LoadPlan Required => Plan ?? throw new InvalidDataException(string.Join(Environment.NewLine, Problems));
}
