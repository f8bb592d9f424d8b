using System.Collections.Immutable;
using StreamBench.FakeAgent.Scripts.Loading;
using StreamBench.Yaml;

namespace StreamBench.FakeAgent.Scripts;

/// <summary>Reads script files, YAML or JSON (which is YAML). Pure but for <see cref="Load"/>, which reads one file.</summary>
/// <remarks>
/// Bounds, each a stated problem: file <see cref="MaxBytes"/>, nesting 64 levels, a million values,
/// <see cref="Script.MaxEvents"/> events, 64 Mi characters of text. Anchors and aliases are refused.
/// </remarks>
public static class ScriptFile
{
    /// <summary>Largest file accepted: 16 MiB.</summary>
    public const int MaxBytes = 16 << 20;

    internal static readonly FileKind Kind = new()
    {
        Name = "script",
        FirstLine = "streambench: 1",
        NoAnchors = "anchors and aliases are not part of the script language; use \"let\" or \"repeat\"",
        MaxBytes = MaxBytes,
    };

    /// <summary>Reads the file at <paramref name="path"/>. A file that cannot be opened is a problem, too.</summary>
    public static LoadedScript Load(string path) => Read(YamlFile.Load(path, Kind), path);

    /// <summary>Reads <paramref name="text"/>; <paramref name="fileName"/> stands in the problems.</summary>
    public static LoadedScript Parse(string text, string fileName) =>
        Read(YamlFile.Parse(text, fileName, Kind), fileName);

    private static LoadedScript Read(YamlFile file, string fileName)
    {
        var script = file.Root is null ? null : ScriptReader.Read(file.Root, fileName, file.Problems);
        return new LoadedScript(file.Problems.HasErrors ? null : script, file.Problems.InOrder);
    }
}

/// <summary>What became of a script file.</summary>
/// <param name="Script">The script, or null when a problem is more than a warning.</param>
/// <param name="Problems">All that is wrong, in the order of the file.</param>
public sealed record LoadedScript(Script? Script, ImmutableArray<FileProblem> Problems)
{
    /// <summary>The script.</summary>
    /// <exception cref="InvalidDataException">It has problems; the message lists all.</exception>
    public Script Required => Script ?? throw new InvalidDataException(string.Join(Environment.NewLine, Problems));
}
