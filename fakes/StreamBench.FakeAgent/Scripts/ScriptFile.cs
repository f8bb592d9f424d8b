using System.Collections.Immutable;

namespace StreamBench.FakeAgent.Scripts;

/// <summary>Reads script files, YAML or JSON.</summary>
public static class ScriptFile
{
    /// <summary>Largest file accepted: 16 MiB.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>Reads the file at <paramref name="path"/>. A file that cannot be opened is a problem, too.</summary>
    public static LoadedScript Load(string path) => throw new NotSupportedException();

    /// <summary>Reads <paramref name="text"/>; <paramref name="fileName"/> stands in the problems, and <c>.json</c> at its end says what it is.</summary>
    public static LoadedScript Parse(string text, string fileName) => throw new NotSupportedException();
}

/// <summary>What became of a script file.</summary>
/// <param name="Script">The script, or null when a problem is more than a warning.</param>
/// <param name="Problems">All that is wrong, in the order of the file.</param>
public sealed record LoadedScript(Script? Script, ImmutableArray<ScriptProblem> Problems)
{
    /// <summary>The script.</summary>
    /// <exception cref="InvalidDataException">It has problems; the message lists all.</exception>
    public Script Required => Script ?? throw new InvalidDataException(string.Join(Environment.NewLine, Problems));
}
