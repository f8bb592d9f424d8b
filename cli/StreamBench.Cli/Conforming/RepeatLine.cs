using StreamBench.Conformance.Planning;

namespace StreamBench.Cli.Conforming;

/// <summary>The line that repeats one run alone.</summary>
internal static class RepeatLine
{
    /// <summary>For a client, as <c>--client</c> names it; null for the reference.</summary>
    internal static Func<PlannedRun, string> Of(string? client)
    {
        var who = Who(client);
        return run => $"streambench conform {who}{InDialect(run)} --run '{run.Path}' --seed {run.Seed}";
    }

    /// <summary>The words that name a client on a command line.</summary>
    internal static string Who(string? client) => client is null ? "--reference" : $"--client \"{client}\"";

    private static string InDialect(PlannedRun run) => run.Spoken.IsNative ? "" : $" --dialect {run.Dialect}";
}
