using System.Collections.Immutable;

namespace StreamBench.Conformance.Judging;

/// <summary>Every kind of check, by its name in the catalogue. To add one: its file, and its line here.</summary>
public static class Checks
{
    /// <summary>Name of the check that waits after the end of a run.</summary>
    internal const string Quiet = "quiet";

    /// <summary>All of them.</summary>
    public static ImmutableSortedDictionary<string, Check> All { get; } =
        new[]
        {
            StateChecks.Final,
            StateChecks.AtEachCursor,
            StateChecks.NeverBack,
            StateChecks.History,
            StateChecks.InputEnabled,
            OutcomeChecks.Outcome,
            OutcomeChecks.Code,
            OutcomeChecks.NotGivenUp,
            CursorChecks.ResumesAt,
            CursorChecks.ResumesWith,
            CursorChecks.AlwaysAt,
            CursorChecks.NeverForgotten,
            ConnectionChecks.Connections,
            ConnectionChecks.NotBefore,
            ConnectionChecks.AfterRefusal,
            ConnectionChecks.Between,
            ConnectionChecks.Backoff,
            RequestChecks.SubmittedOnce,
            RequestChecks.Requests,
            RequestChecks.SameKey,
            RequestChecks.Answers,
            TellingChecks.Text,
            TellingChecks.Tokens,
            TellingChecks.Errors,
            ClosingChecks.Closed,
            ClosingChecks.Quiet,
            ParseChecks.Events,
            ParseChecks.End,
            ParseChecks.BeforeNextPart,
        }.ToImmutableSortedDictionary(check => check.Name, check => check, StringComparer.Ordinal);
}
