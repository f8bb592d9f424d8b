namespace StreamBench.FakeAgent.Delivery;

/// <summary>How a subscription begins.</summary>
/// <param name="Answer">What becomes of the request.</param>
/// <param name="Mode">What <c>hello</c> announces: one of the protocol's resume modes.</param>
/// <param name="Epoch">The epoch that is read.</param>
/// <param name="AfterSeq">Events after this one follow; for a snapshot, after the snapshot's own seq.</param>
internal readonly record struct ResumePlan(ResumeAnswer Answer, string Mode, int Epoch, long AfterSeq);

/// <summary>What a server answers to a cursor.</summary>
internal enum ResumeAnswer
{
    /// <summary>The events after the cursor.</summary>
    Events,

    /// <summary>A snapshot of everything, then events.</summary>
    Snapshot,

    /// <summary>Nothing is left to say: <c>bye{done}</c> at once.</summary>
    Done,

    /// <summary>410 <c>cursor_expired</c>.</summary>
    Expired,
}
