using YamlDotNet.Core;

namespace StreamBench.FaultProxy.Rules.Files;

/// <summary>Collects what is wrong in one file.</summary>
internal sealed class RuleFileErrors(string file)
{
    private readonly List<RuleFileError> errors = [];

    public int Count => errors.Count;

    public void Add(Mark at, string message) => errors.Add(new RuleFileError(file, at.Line, at.Column, message));

    /// <summary>Ends the reading where it went wrong.</summary>
    /// <exception cref="RuleFileException">Something was wrong.</exception>
    public void ThrowIfAny()
    {
        if (errors.Count > 0)
            throw new RuleFileException([
                .. errors.Distinct().OrderBy(error => error.Line).ThenBy(error => error.Column),
            ]);
    }
}
