using System.Collections.Immutable;
using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Baselines;

/// <summary>What a client team knows to be wrong with its client, so that a run tells only what is new.</summary>
/// <remarks>
/// A listed failure is known; an unlisted one is unexpected; a listed run that passes is stale, which is told of whole cells
/// (<see cref="ResultSet"/>); a flaky one may do both. Past its day an entry excuses nothing. Harness and adapter errors are never excused.
/// </remarks>
public sealed record Baseline
{
    /// <summary>The baseline of a client that has none.</summary>
    public static Baseline Empty { get; } =
        new()
        {
            File = "",
            Client = "",
            Entries = [],
        };

    /// <summary>The file, as it was named.</summary>
    public required string File { get; init; }

    /// <summary>Name of the client that it is about.</summary>
    public required string Client { get; init; }

    /// <summary>Its entries, in the order of the file.</summary>
    public required ImmutableArray<BaselineEntry> Entries { get; init; }

    /// <summary>Whether a run that failed need not be repeated, as it is listed as flaky.</summary>
    public bool IsFlaky(RunResult run) => Entries.Any(entry => entry.As == ListedAs.Flaky && entry.SpeaksOf(run));

    /// <summary>
    /// The run with its standing, and with what is listed about it. A standing of <see cref="Standing.Flaky"/> that the run has already (it
    /// was repeated, and passed) stays, unless an entry excuses the failure.
    /// </summary>
    /// <param name="run">A run with its verdict.</param>
    /// <param name="today">The day that <c>until</c> is compared with.</param>
    /// <param name="strictness">Whether a missed SHOULD is a failure.</param>
    public RunResult Judge(RunResult run, DateOnly today, Strictness strictness)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Verdict is Verdict.Harness)
        {
            return run with { Standing = Standing.Unexpected };
        }

        if (run.Verdict is Verdict.Unimplemented or Verdict.NotRun or Verdict.Undetectable)
        {
            return run with { Standing = Standing.AsExpected };
        }

        var speaking = Entries.Where(entry => entry.SpeaksOf(run)).ToImmutableArray();
        var listed = run with { Listed = [.. speaking.Select(entry => Listing(entry, run, today))] };
        if (!Missed(run, strictness))
        {
            return listed with
            {
                Standing = run.Standing == Standing.Flaky ? Excused(Standing.Flaky) : Standing.AsExpected,
            };
        }

        return listed with
        {
            Standing = Excused(run.Standing == Standing.Flaky ? Standing.Flaky : Standing.Unexpected),
            Issue = speaking.FirstOrDefault(entry => entry.Issue is not null)?.Issue ?? run.Issue,
        };

        Standing Excused(Standing otherwise) =>
            IsExcused(run, [.. speaking.Where(entry => !IsExpired(entry, today))], strictness)
                ? Standing.Known
                : otherwise;
    }

    // All that failed has to be listed: a check that is not listed is news.
    private static bool IsExcused(RunResult run, ImmutableArray<BaselineEntry> speaking, Strictness strictness)
    {
        if (speaking.Any(entry => !entry.Pattern.NamesCheck))
        {
            return true;
        }

        var missed = run.Checks.Where(check => Missed(check.Verdict, strictness)).ToArray();
        return missed.Length > 0 && missed.All(check => speaking.Any(entry => entry.SpeaksOf(run, check)));
    }

    private static Listing Listing(BaselineEntry entry, RunResult run, DateOnly today)
    {
        var failed = entry.Pattern.NamesCheck
            ? run.Checks.Any(check => check.Verdict is Verdict.Fail or Verdict.NonStrict && entry.SpeaksOf(run, check))
            : run.Verdict is Verdict.Fail or Verdict.NonStrict;
        return new Listing(
            entry.Pattern.Text,
            entry.As,
            failed || run.Standing == Standing.Flaky,
            entry.Issue,
            entry.Until,
            IsExpired(entry, today)
        );
    }

    private static bool Missed(RunResult run, Strictness strictness) => Missed(run.Verdict, strictness);

    private static bool Missed(Verdict verdict, Strictness strictness) =>
        verdict is Verdict.Fail || (verdict is Verdict.NonStrict && strictness is Strictness.Strict);

    private static bool IsExpired(BaselineEntry entry, DateOnly today) => entry.Until < today;
}

/// <summary>Whether a missed SHOULD is a failure.</summary>
public enum Strictness
{
    /// <summary>It is shown as NON-STRICT and fails nothing.</summary>
    Lenient,

    /// <summary>It is a failure (<c>--strict</c>).</summary>
    Strict,
}
