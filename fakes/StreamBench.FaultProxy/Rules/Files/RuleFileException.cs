using System.Collections.Immutable;

namespace StreamBench.FaultProxy.Rules.Files;

/// <summary>A rule file that is not right, with everything that is wrong in it.</summary>
public sealed class RuleFileException : Exception
{
    internal RuleFileException(ImmutableArray<RuleFileError> errors)
        : base(string.Join('\n', errors)) => Errors = errors;

    /// <summary>All errors in the order of the file.</summary>
    public ImmutableArray<RuleFileError> Errors { get; }
}
