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
            HistoryChecks.AtTheEnd,
            StateChecks.InputEnabled,
            HistoryChecks.AtItsCursor,
            AskingChecks.AsksAgain,
            DecisionChecks.Decided,
            OutcomeChecks.Outcome,
            OutcomeChecks.Code,
            OutcomeChecks.NotGivenUp,
            TurnChecks.Statuses,
            TurnChecks.InputFollows,
            CursorChecks.ResumesAt,
            CursorChecks.ResumesWith,
            CursorChecks.AlwaysAt,
            CursorChecks.NeverForgotten,
            AskingChecks.AsksFrom,
            AskingChecks.CursorsKnown,
            AskingChecks.ResumesComplete,
            ConnectionChecks.Connections,
            ConnectionChecks.NotBefore,
            ConnectionChecks.AfterRefusal,
            ConnectionChecks.Between,
            ConnectionChecks.Backoff,
            PaceChecks.StreamsPer,
            PaceChecks.OpenStreams,
            PaceChecks.InTime,
            RequestChecks.SubmittedOnce,
            RequestChecks.SameMessage,
            RequestChecks.Requests,
            RequestChecks.SameKey,
            RequestChecks.Answers,
            TellingChecks.Text,
            TellingChecks.Tokens,
            TellingChecks.Errors,
            ClosingChecks.Closed,
            ClosingChecks.Quiet,
            FrameChecks.Pongs,
            FrameChecks.CloseCode,
            ParseChecks.Events,
            ParseChecks.End,
            ParseChecks.Comments,
            ParseChecks.BeforeNextPart,
        }.ToImmutableSortedDictionary(check => check.Name, check => check, StringComparer.Ordinal);
}
