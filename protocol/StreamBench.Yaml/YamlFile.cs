using System.Text;

namespace StreamBench.Yaml;

/// <summary>A file of YAML, or of JSON, which is YAML: its nodes, and what is wrong with it.</summary>
/// <remarks>
/// Nothing is thrown for bad input: a file that cannot be opened, is no text, no YAML or over a bound of its
/// <see cref="FileKind"/> has no <see cref="Root"/> and a problem that says why.
/// </remarks>
public sealed class YamlFile
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    private YamlFile(YamlNode? root, ProblemList problems)
    {
        Root = root;
        Problems = problems;
    }

    /// <summary>The only document, or null when there is none to read.</summary>
    public YamlNode? Root { get; }

    /// <summary>What is wrong so far; those who read the nodes add to it.</summary>
    public ProblemList Problems { get; }

    /// <summary>Reads the file at <paramref name="path"/>, in UTF-8.</summary>
    public static YamlFile Load(string path, FileKind kind)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Read(file, kind.MaxBytes) is { } text ? Parse(text, path, kind) : Refuse(path, TooLarge(kind));
        }
        catch (DecoderFallbackException)
        {
            return Refuse(path, "the file is not UTF-8");
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Refuse(path, e.Message);
        }
    }

    /// <summary>Reads <paramref name="text"/>; <paramref name="name"/> stands in the problems.</summary>
    public static YamlFile Parse(string text, string name, FileKind kind)
    {
        if (Encoding.UTF8.GetByteCount(text) > kind.MaxBytes)
        {
            return Refuse(name, TooLarge(kind));
        }

        var problems = new ProblemList(name);
        return new YamlFile(YamlReader.Read(text, kind, problems), problems);
    }

    // Devices and pipes tell no length, so the bytes are counted as they come.
    private static string? Read(FileStream file, int most)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int read; (read = file.Read(buffer)) > 0; )
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > most)
            {
                return null;
            }
        }

        bytes.Position = 0;
        using var reader = new StreamReader(bytes, Strict);
        return reader.ReadToEnd();
    }

    private static string TooLarge(FileKind kind) =>
        $"the file is larger than the {kind.MaxBytes:N0} bytes that a {kind.Name} may have";

    private static YamlFile Refuse(string name, string message)
    {
        var problems = new ProblemList(name);
        problems.Error(1, 1, message);
        return new YamlFile(root: null, problems);
    }
}
