namespace StreamBench.Protocol.Reduction;

/// <summary>What a rule says of one event, before the seq is added.</summary>
internal readonly record struct Verdict(OutcomeKind Kind, string? Reason = null)
{
    internal static Verdict Applied => new(OutcomeKind.Applied);

    /// <summary>It says what the state says already.</summary>
    internal static Verdict NoOp => new(OutcomeKind.Applied, "no-op");

    internal static Verdict UnknownItem => Rejected("unknown-item");

    internal static Verdict UnknownTurn => Rejected("unknown-turn");

    internal static Verdict WrongKind => Rejected("wrong-kind");

    internal static Verdict ClosedItem => Rejected("closed-item");

    internal static Verdict Terminal => Stale("terminal");

    internal static Verdict Rejected(string reason) => new(OutcomeKind.Rejected, reason);

    internal static Verdict Stale(string reason) => new(OutcomeKind.Stale, reason);

    internal static Verdict Ignored(string reason) => new(OutcomeKind.Ignored, reason);

    internal static Verdict Diverged(string reason) => new(OutcomeKind.Diverged, reason);
}
