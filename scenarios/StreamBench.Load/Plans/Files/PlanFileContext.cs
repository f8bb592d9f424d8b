using StreamBench.Load.Models;
using StreamBench.Yaml;

namespace StreamBench.Load.Plans.Files;

/// <summary>What reading a plan needs besides its nodes: where to complain, and the files beside it.</summary>
internal sealed class PlanFileContext(ProblemList problems, string? folder)
{
    internal ProblemList Problems => problems;

    /// <summary>The path of a file that the plan names, relative to the plan.</summary>
    internal string Beside(string file) => folder is null ? file : Path.Combine(folder, file);

    /// <summary>The trace that a step names; null when it is noted as wrong.</summary>
    internal Trace? ReadTrace(YamlNode step)
    {
        var file = step["file"]!;
        try
        {
            using var text = File.OpenText(Beside(file.Text));
            var (at, problem) = TraceFile.Read(text);
            if (problem is null)
            {
                // Long enough for the last arrival, too.
                var whole = TimeSpan.FromTicks(at[^1] / TimeSpan.NanosecondsPerTick + 1);
                return new Trace
                {
                    At = at,
                    During = step["during"] is { } during ? Duration.Parse(during.Text)!.Value : whole,
                };
            }

            problems.Error(file, $"{file.Text}: {problem}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Error(file, e.Message);
        }

        return null;
    }
}
