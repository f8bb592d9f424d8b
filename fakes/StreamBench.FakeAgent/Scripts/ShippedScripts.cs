using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace StreamBench.FakeAgent.Scripts;

/// <summary>The scripts that travel with the tool (<c>scenarios/scripts/</c>). Safe for several threads.</summary>
public static class ShippedScripts
{
    private const string Folder = "scripts/";
    private const string Extension = ".yaml";

    private static readonly Assembly Home = typeof(ShippedScripts).Assembly;

    // Compiled once: the big ones take a moment and scripts are immutable.
    private static readonly ConcurrentDictionary<string, LoadedScript> Loaded = new(StringComparer.Ordinal);

    /// <summary>Their names in lower case, sorted: <c>refund</c>, <c>s-hello</c>, <c>s-tool</c> …</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. Home.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The script of that name (<c>S-HELLO</c>, in any case), or null.</summary>
    public static Script? Find(string name)
    {
        var known = name.ToLowerInvariant();
        return Names.Contains(known, StringComparer.Ordinal) ? Load(known).Required : null;
    }

    /// <summary>The shipped script of that name, or else the file at that path.</summary>
    public static LoadedScript FindOrLoad(string nameOrPath) =>
        Find(nameOrPath) is { } script ? new LoadedScript(script, []) : ScriptFile.Load(nameOrPath);

    /// <summary>The file of a shipped script, as people wrote it.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static string Source(string name)
    {
        using var file =
            Home.GetManifestResourceStream(Folder + name + Extension)
            ?? throw new ArgumentException($"no script \"{name}\" travels with the tool", nameof(name));
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    internal static LoadedScript Load(string name) =>
        Loaded.GetOrAdd(name, static known => ScriptFile.Parse(Source(known), known + Extension));
}
