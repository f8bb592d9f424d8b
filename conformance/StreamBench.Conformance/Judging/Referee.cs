using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;
using StreamBench.Conformance.Speech;

namespace StreamBench.Conformance.Judging;

/// <summary>Turns the evidence of a run into its result. Pure.</summary>
public static class Referee
{
    /// <summary>Judges one run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="evidence">What it left behind.</param>
    /// <param name="client">What the client says of itself.</param>
    /// <param name="settings">How patient the run was.</param>
    /// <param name="values">What the templates of the case stood for.</param>
    /// <param name="repeat">The line that repeats it.</param>
    public static RunResult Judge(
        PlannedRun run,
        RunEvidence evidence,
        ClientIntroduction client,
        RunSettings settings,
        ImmutableSortedDictionary<string, long> values,
        string repeat
    )
    {
        evidence = ReadableEvidence.Of(evidence);
        var blank = RunResults.Of(run, client, Verdict.Pass, repeat) with
        {
            Fault = FaultWords.Of(run.Variant.Setup.Proxy, values),
            TookMs = Math.Round((evidence.EndedAt - evidence.StartedAt).TotalMilliseconds, 1),
        };
        if (Excuse(evidence) is var (verdict, reason))
        {
            return blank with { Verdict = verdict, Reason = reason, Trace = Trace.Of(evidence), Log = LogOf(evidence) };
        }

        var checks = run
            .Variant.Setup.Checks.Select(spec =>
                Look(
                    new CheckContext
                    {
                        Run = run,
                        Spec = spec,
                        Evidence = evidence,
                        Client = client,
                        Settings = settings,
                        Values = values,
                    }
                )
            )
            .ToImmutableArray();
        var worst = WorstOf(checks);
        var failed = worst >= Verdict.Fail;
        return blank with
        {
            Verdict = worst,
            Reason = worst == Verdict.Unimplemented ? checks[0].Message : null,
            Checks = checks,
            Connections = StreamRequests.Of(evidence).Count,
            RecoveryMs = Trace.RecoveryOf(evidence),
            Trace = failed ? Trace.Of(evidence) : [],
            Log = failed ? LogOf(evidence) : "",
        };
    }

    private static (Verdict Verdict, string Reason)? Excuse(RunEvidence evidence)
    {
        foreach (var answer in evidence.Clients.Select(client => client.Answer))
        {
            if (answer.Breakdown is { } breakdown)
            {
                var blamed = breakdown.Kind is BreakdownKind.Crashed or BreakdownKind.Hung;
                return (blamed ? Verdict.Fail : Verdict.Harness, $"{breakdown.Kind}: {breakdown.Detail}");
            }

            if (answer.Errored is { } error)
            {
                return (Verdict.Harness, $"the adapter failed: {error.Message}");
            }

            if (answer.Skipped)
            {
                return (Verdict.NotRun, $"the client skips it: {answer.Message ?? "no reason given"}");
            }
        }

        if (
            evidence is { SeesRequests: true, Requests.IsEmpty: true }
            && evidence.Clients.Any(client => client.Answer.Outcome == "ok")
        )
        {
            // Its empty state would be that of a conversation in which nothing was ever said.
            return (Verdict.Fail, "the client answers \"ok\" and never asked the server for anything");
        }

        if (evidence.HarnessError is { } own)
        {
            return (Verdict.Harness, own);
        }

        var refused = evidence.Steps.SelectMany(step => step.Answers).FirstOrDefault(answer => answer.Unsupported);
        return refused is null ? null : (Verdict.Unimplemented, $"the client knows no such action: {refused.Message}");
    }

    private static CheckResult Look(CheckContext context)
    {
        var (spec, run) = (context.Spec, context.Run);
        var check = Checks.All[spec.Name];
        var level = spec.Level ?? (ByteChunks.VectorOf(run) is { IsShould: true } ? Level.Should : run.Case.Level);
        var finding =
            check.Capability is { } needed && !context.Declares(needed) ? Finding.Undeclared(needed)
            : check.Asks is { } topic && !run.Spoken.Has(topic) ? Finding.Inapplicable(run.Spoken, topic)
            : Absolve(context, check, check.Judge(context));
        return new CheckResult
        {
            Id = $"{run.Case.Id}.{spec.Id}",
            Axis = check.Axis,
            Level = level,
            Rule = spec.Rule ?? run.Case.Rule,
            Verdict =
                finding.Problem is null ? Verdict.Pass
                : finding.IsUndeclared ? Verdict.Unimplemented
                : finding.IsUndetectable ? Verdict.Undetectable
                : finding.IsVoid ? Verdict.Info
                : level switch
                {
                    Level.Must => Verdict.Fail,
                    Level.Should => Verdict.NonStrict,
                    _ => Verdict.Info,
                },
            Message = finding.Problem,
            Differences = [.. finding.Differences],
        };
    }

    // Nobody is blamed for what nobody could notice. Who got over it all the same has passed.
    private static Finding Absolve(CheckContext context, Check check, Finding finding)
    {
        if (finding is { Problem: null } or { IsVoid: true } || check.Role == CheckRole.Conduct)
        {
            return finding;
        }

        return Noticing.WhyUndetectable(context.Run.Spoken, context.Run.Variant.Setup) is { } why
            ? finding.Absolved(why, isAsked: check.Role == CheckRole.Result)
            : finding;
    }

    // What a client does not declare says nothing of the rest, unless there is no rest.
    private static Verdict WorstOf(ImmutableArray<CheckResult> checks)
    {
        var judged = checks.Where(check => check.Verdict != Verdict.Unimplemented).ToList();
        return judged.Count > 0 || checks.IsEmpty
            ? judged.Select(check => check.Verdict).DefaultIfEmpty(Verdict.Pass).Max()
            : Verdict.Unimplemented;
    }

    private static string LogOf(RunEvidence evidence) =>
        string.Join('\n', evidence.Clients.Select(client => client.Answer.Log).Where(log => log.Length > 0));
}
