using System.Collections.Immutable;
using System.Text;
using StreamBench.FakeAgent.Scripts.Loading;

namespace StreamBench.FakeAgent.Scripts;

/// <summary>Reads script files, YAML or JSON (which is YAML). Pure but for <see cref="Load"/>, which reads one file.</summary>
/// <remarks>
/// Bounds, each a stated problem: file <see cref="MaxBytes"/>, nesting 64 levels, <see cref="Script.MaxEvents"/> events,
/// 64 Mi characters of text. Anchors and aliases are refused.
/// </remarks>
public static class ScriptFile
{
    /// <summary>Largest file accepted: 16 MiB.</summary>
    public const int MaxBytes = 16 << 20;

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Reads the file at <paramref name="path"/>. A file that cannot be opened is a problem, too.</summary>
    public static LoadedScript Load(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MaxBytes)
            {
                return Refuse(path, $"the file has {file.Length:N0} bytes; a script may have {MaxBytes:N0}");
            }

            using var reader = new StreamReader(file, Strict);
            return Parse(reader.ReadToEnd(), path);
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

    /// <summary>Reads <paramref name="text"/>; <paramref name="fileName"/> stands in the problems.</summary>
    public static LoadedScript Parse(string text, string fileName)
    {
        var problems = new ProblemList(fileName);
        var root = YamlReader.Read(text, problems);
        var script = root is null ? null : ScriptReader.Read(root, fileName, problems);
        return new LoadedScript(problems.HasErrors ? null : script, problems.InOrder);
    }

    private static LoadedScript Refuse(string path, string message) =>
        new(null, [new ScriptProblem(path, 1, 1, message)]);
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
