using System.Collections.Immutable;

namespace StreamBench.Yaml;

/// <summary>Collects what is wrong with one file: each problem once, the first <see cref="Most"/> errors and as many warnings.</summary>
/// <param name="file">The file, as it is named in problems.</param>
public sealed class ProblemList(string file)
{
    /// <summary>A file that is wrong in more places than anyone will read.</summary>
    public const int Most = 100;

    private readonly List<FileProblem> problems = [];

    /// <summary>True when the file cannot be used.</summary>
    public bool HasErrors => problems.Exists(problem => !problem.IsWarning);

    /// <summary>All problems in the order of the file.</summary>
    public ImmutableArray<FileProblem> InOrder =>
        [.. problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    /// <summary>Notes what is wrong at <paramref name="at"/>.</summary>
    public void Error(YamlNode at, string message) => Error(at.Line, at.Column, message);

    /// <summary>Notes what is wrong at a place that is no node.</summary>
    public void Error(int line, int column, string message) =>
        Add(new FileProblem(file, line, column, message, IsWarning: false));

    /// <summary>Notes what is doubtful at <paramref name="at"/>.</summary>
    public void Warn(YamlNode at, string message) =>
        Add(new FileProblem(file, at.Line, at.Column, message, IsWarning: true));

    private void Add(FileProblem problem)
    {
        var alike = problems.Count(other => other.IsWarning == problem.IsWarning);
        if (alike < Most && !problems.Contains(problem))
        {
            problems.Add(problem);
        }
    }
}
