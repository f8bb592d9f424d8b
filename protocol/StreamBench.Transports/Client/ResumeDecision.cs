namespace StreamBench.Transports.Client;

/// <summary>What to do after an interruption.</summary>
/// <param name="Step">The next step.</param>
/// <param name="Cursor">For <see cref="ResumeStep.Connect"/>: where to resume; null for the beginning.</param>
/// <param name="Wait">How long to wait before the step.</param>
/// <param name="Code">For the last steps: a stable machine word that says why.</param>
public readonly record struct ResumeDecision(
    ResumeStep Step,
    string? Cursor = null,
    TimeSpan Wait = default,
    string? Code = null
);

/// <summary>The steps a client can take after an interruption.</summary>
public enum ResumeStep
{
    /// <summary>Open the stream again.</summary>
    Connect,

    /// <summary>Fetch the history, take its state, then open the stream from its cursor.</summary>
    FetchHistory,

    /// <summary>Ask for a fresh token, then open the stream again.</summary>
    RefreshToken,

    /// <summary>All is said: end well.</summary>
    Finish,

    /// <summary>End, visibly: what was tried did not help.</summary>
    GiveUp,

    /// <summary>End with an error that no retry can mend.</summary>
    Fail,

    /// <summary>End: the user has to sign in.</summary>
    RequireAuth,
}
