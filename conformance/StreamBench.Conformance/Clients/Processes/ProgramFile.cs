namespace StreamBench.Conformance.Clients.Processes;

/// <summary>Finds the file of a program, so that a missing one is told by name before anything is started.</summary>
internal static class ProgramFile
{
    private static readonly string[] Suffixes = ["", ".exe", ".cmd", ".bat"];

    /// <summary>Its path: <paramref name="name"/> itself when it names a folder, otherwise the first of that name on the PATH; or null.</summary>
    internal static string? Find(string name)
    {
        if (
            name.Contains('/', StringComparison.Ordinal)
            || name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
        )
        {
            return Existing(Path.GetFullPath(name));
        }

        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        return folders
            .Where(folder => folder.Length > 0)
            .Select(folder => Existing(Path.Combine(folder, name)))
            .FirstOrDefault(file => file is not null);
    }

    private static string? Existing(string path) =>
        OperatingSystem.IsWindows() ? Suffixes.Select(suffix => path + suffix).FirstOrDefault(File.Exists)
        : File.Exists(path) ? path
        : null;
}
