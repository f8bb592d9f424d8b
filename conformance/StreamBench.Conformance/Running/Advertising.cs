using System.Collections.Concurrent;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Running;

/// <summary>
/// Finds what a client advertises and does not serve: a capability that it declares, and of whose runs not one passes. Thread-safe.
/// </summary>
/// <param name="client">What the client says of itself.</param>
/// <param name="plan">What is run; each capability is judged by the runs that need it.</param>
/// <param name="repeat">The line that repeats a run.</param>
internal sealed class Advertising(ClientIntroduction client, Plan plan, Func<PlannedRun, string> repeat)
{
    /// <summary>The case under which it is told.</summary>
    internal const string CaseId = "CAP-001";

    private readonly ConcurrentDictionary<string, Verdict> verdicts = new(StringComparer.Ordinal);

    /// <summary>Takes a result of the plan.</summary>
    internal void Take(RunResult result)
    {
        // An action that it does not know is no service; what nobody has judged says nothing.
        var isRefused = result is { Verdict: Verdict.Unimplemented, Checks.IsEmpty: true };
        if (isRefused || result.Verdict is <= Verdict.NonStrict or Verdict.Fail)
        {
            verdicts[result.Path] = isRefused ? Verdict.Fail : result.Verdict;
        }
    }

    /// <summary>A failure for each capability that is not served; none when only a part of the catalogue was run.</summary>
    internal IEnumerable<RunResult> Unserved() =>
        plan.IsWhole ? client.Capabilities.Distinct(StringComparer.Ordinal).Select(Judge).OfType<RunResult>() : [];

    private RunResult? Judge(string capability)
    {
        var judged = plan
            .Runs.Where(run => verdicts.ContainsKey(run.Path) && run.Needs.Contains(capability, StringComparer.Ordinal))
            .ToList();
        return judged.Count == 0 || judged.Exists(run => verdicts[run.Path] != Verdict.Fail)
            ? null
            : Failure(capability, judged);
    }

    private RunResult Failure(string capability, List<PlannedRun> judged) =>
        new()
        {
            Path = $"{CaseId}/capability:{capability}",
            Case = CaseId,
            Title = "a capability that is declared is served",
            Level = Level.Must,
            Phase = 1,
            Client = client.Client.Name,
            Transport = judged[0].Transport,
            Dialect = judged[0].Dialect,
            Verdict = Verdict.Fail,
            Checks =
            [
                new CheckResult
                {
                    Id = $"{CaseId}.served",
                    Axis = Axis.State,
                    Level = Level.Must,
                    Verdict = Verdict.Fail,
                    Message =
                        $"advertised, not served: the client declares {capability}, and none of the {judged.Count} runs that need it passed",
                },
            ],
            Repeat = repeat(judged[0]),
        };
}
