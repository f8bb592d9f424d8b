using System.Collections.Immutable;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Collects what is wrong with one file.</summary>
internal sealed class ProblemList(string file)
{
    // A file that is wrong in more places than anyone will read.
    private const int Most = 100;

    private readonly List<ScriptProblem> problems = [];

    internal bool HasErrors => problems.Exists(problem => !problem.IsWarning);

    internal ImmutableArray<ScriptProblem> InOrder =>
        [.. problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    internal void Error(ScriptNode at, string message) => Add(at.Line, at.Column, message, isWarning: false);

    internal void Warn(ScriptNode at, string message) => Add(at.Line, at.Column, message, isWarning: true);

    internal void Add(int line, int column, string message, bool isWarning)
    {
        var problem = new ScriptProblem(file, line, column, message, isWarning);
        if (problems.Count < Most && !problems.Contains(problem))
        {
            problems.Add(problem);
        }
    }
}
