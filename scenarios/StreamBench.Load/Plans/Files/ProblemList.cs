using System.Collections.Immutable;

namespace StreamBench.Load.Plans.Files;

/// <summary>Collects what is wrong with one file.</summary>
internal sealed class ProblemList(string file)
{
    // A file that is wrong in more places than anyone will read.
    private const int Most = 100;

    private readonly List<PlanProblem> problems = [];

    internal bool IsEmpty => problems.Count == 0;

    internal ImmutableArray<PlanProblem> InOrder =>
        [.. problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    internal void Add(YamlNode at, string message) => Add(at.Line, at.Column, message);

    internal void Add(int line, int column, string message)
    {
        var problem = new PlanProblem(file, line, column, message);
        if (problems.Count < Most && !problems.Contains(problem))
        {
            problems.Add(problem);
        }
    }
}
