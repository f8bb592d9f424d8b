namespace StreamBench.Conformance.Baselines;

/// <summary>The path of a check within a run: the run's path with the check's id in place of the case's.</summary>
internal static class CheckPath
{
    /// <summary><c>RES-013.state/transport:ws</c> for the run <c>RES-013/transport:ws</c>.</summary>
    internal static string Of(string path, string check)
    {
        var end = path.IndexOf('/', StringComparison.Ordinal);
        return end < 0 ? check : check + path[end..];
    }
}
