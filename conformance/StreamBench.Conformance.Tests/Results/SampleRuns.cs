using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Tests.Results;

internal static class SampleRuns
{
    internal static RunHeader Header { get; } =
        new()
        {
            StreamBench = "1.0.0",
            StartedAt = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            Seed = "7f3a",
            Arguments = ["conform"],
            Machine = "Linux X64, 2 processors",
            Clients = [new() { Name = "mine", Version = "1" }],
            Planned = 4,
        };

    internal static RunFooter Footer { get; } =
        new()
        {
            EndedAt = Header.StartedAt.AddMinutes(1),
            Runs = 0,
            ExitCode = 0,
        };

    internal static RunResult Run(string path, Verdict verdict, Standing standing = Standing.AsExpected) =>
        new()
        {
            Path = path,
            Case = path.Split('/')[0],
            Title = "Title",
            Level = Level.Must,
            Phase = 1,
            Client = "mine",
            Transport = "ws",
            Dialect = "streambench",
            Position = path.Split('/').FirstOrDefault(part => part.StartsWith("k:", StringComparison.Ordinal)),
            Verdict = verdict,
            Standing = standing,
            Checks = [],
            Repeat = $"streambench conform --run {path}",
        };

    internal static CheckResult Check(string id, Verdict verdict) =>
        new()
        {
            Id = id,
            Axis = Axis.State,
            Level = Level.Must,
            Verdict = verdict,
        };

    internal static ResultSet Set(params ImmutableArray<RunResult> runs) => ResultSet.Of(Header, runs, Footer, []);
}
