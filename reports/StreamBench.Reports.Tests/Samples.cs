using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Results;

namespace StreamBench.Reports.Tests;

/// <summary>Results to present.</summary>
internal static class Samples
{
    internal static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    internal static RunHeader Header { get; } =
        new()
        {
            StreamBench = "1.0.0",
            StartedAt = Start,
            Seed = "7f3a",
            Arguments = ["conform", "--client", "node my-client.mjs", "--transport", "sse,ws"],
            Machine = "Linux X64, 2 processors",
            Clients =
            [
                new()
                {
                    Name = "my-client",
                    Version = "2.1.0",
                    Language = "JavaScript",
                },
            ],
            Planned = 13,
        };

    /// <summary>One cell of every outcome, and a sweep in which one position fails.</summary>
    internal static ResultSet Mixed() =>
        Of([
            Run("RES-003", "Drop before the first event", Verdict.Pass),
            Run("RES-005", "Drop after completion", Verdict.NonStrict),
            .. Enumerable.Range(22, 4).Select(k => Sweep(k, k == 23)),
            Run("RES-011", "Replay window exceeded: snapshot", Verdict.Unimplemented) with
            {
                Reason = "the client does not declare snapshots",
            },
            Run("RES-012", "Replay window exceeded: refusal", Verdict.NotRun) with
            {
                Reason = "stopped after 1 failure",
            },
            Run("SEQ-006", "Lost event in mid-stream", Verdict.Undetectable) with
            {
                Reason = "an event without a number was lost",
            },
            Run("SEQ-001", "Every event twice", Verdict.Fail) with
            {
                Standing = Standing.Known,
                Issue = "https://example.org/issues/12",
                Listed = [new("SEQ-001", ListedAs.Failing, Failed: true, "https://example.org/issues/12")],
                Checks = [Missed("SEQ-001.state", "Hello", "HelloHello")],
            },
            Run("SEQ-002", "Duplicate bursts", Verdict.Fail) with
            {
                Standing = Standing.Flaky,
                Attempts = 3,
                Reason = "failed once in 3 attempts",
            },
            Run("SEQ-004", "Swap of neighbours", Verdict.Pass) with
            {
                Listed = [new("SEQ-004/transport:ws", ListedAs.Failing, Failed: false)],
            },
            Run("FRM-009", "WebSocket fragmentation", Verdict.Harness) with
            {
                Reason = "the client wrote a message without \"run\" (at $.run)",
                Log = "TypeError: x is undefined\n    at client.mjs:12",
            },
        ]);

    /// <summary>Everything that a client can put into a result, made of <paramref name="text"/>.</summary>
    internal static ResultSet Hostile(string text) =>
        Of(
            Header with
            {
                Seed = text,
                Machine = text,
                Arguments = [text],
                Clients = [new() { Name = text, Version = text }],
            },
            [text],
            [
                .. new[] { Verdict.Pass, Verdict.Fail, Verdict.Harness, Verdict.Unimplemented }.Select(verdict =>
                    Hostile(text, verdict)
                ),
            ]
        );

    internal static ResultSet Of(params ImmutableArray<RunResult> runs) => Of(Header, [], runs);

    internal static RunResult Run(string id, string title, Verdict verdict) =>
        new()
        {
            Path = $"{id}/transport:ws/dialect:streambench/script:S-TOOL",
            Case = id,
            Title = title,
            Level = Level.Must,
            Phase = 1,
            Client = "my-client",
            Transport = "ws",
            Dialect = "streambench",
            Verdict = verdict,
            Standing = verdict is Verdict.Fail or Verdict.Harness ? Standing.Unexpected : Standing.AsExpected,
            Checks = [],
            TookMs = 12.5,
            Repeat = $"streambench conform --client \"node my-client.mjs\" --run '{id}/transport:ws' --seed 7f3a",
        };

    private static RunResult Sweep(int k, bool fails) =>
        Run(
            "RES-004",
            "drop after the last content, before the completion signal",
            fails ? Verdict.Fail : Verdict.Pass
        ) with
        {
            Path = $"RES-004/transport:ws/dialect:streambench/script:S-TOOL/k:{k}",
            Position = $"k:{k}",
            Fault = $"cut after event {k} by rst",
            Checks = fails ? [Missed("RES-004.state", "Hello world", "Hello worHello world")] : [],
            Repeat =
                $"streambench conform --client \"node my-client.mjs\" --run 'RES-004/transport:ws/k:{k}' --seed 7f3a",
            TraceFile = fails ? "out/traces/RES-004-ws-23.txt" : null,
        };

    private static CheckResult Missed(string id, string expected, string actual) =>
        new()
        {
            Id = id,
            Axis = Axis.State,
            Level = Level.Must,
            Verdict = Verdict.Fail,
            Rule = "resume-exact",
            Message = "the final state differs",
            Differences = [new("/items/1/text", $"\"{expected}\"", $"\"{actual}\"", "event 24 (text.append)")],
        };

    private static RunResult Hostile(string text, Verdict verdict) =>
        Run(text, text, verdict) with
        {
            Path = $"{text}/transport:{text}/v:{(int)verdict}",
            Client = text,
            Transport = text,
            Dialect = text,
            Fault = text,
            Reason = text,
            Issue = text,
            Repeat = text,
            TraceFile = text,
            Log = text,
            Trace = [text],
            Checks =
            [
                Missed(text, text, text) with
                {
                    Verdict = verdict,
                    Message = text,
                    Differences = [new(text, text, text, text), new(text, null, null, null)],
                },
            ],
        };

    private static ResultSet Of(RunHeader header, ImmutableArray<string> notes, ImmutableArray<RunResult> runs) =>
        ResultSet.Of(
            header,
            runs,
            new RunFooter
            {
                EndedAt = Start.AddMinutes(1),
                Runs = runs.Length,
                ExitCode = 3,
            },
            notes
        );
}
