namespace StreamBench.Load.Engine.Streams;

/// <summary>What becomes of a slot when its connection has ended.</summary>
/// <param name="ResumeAfterNanoseconds">How long to wait before connecting again; below 0 for not at all.</param>
/// <param name="Target">Which of the loop's targets is asked then; below 0 for the same one.</param>
internal readonly record struct AfterEnd(long ResumeAfterNanoseconds, int Target = -1)
{
    /// <summary>True to forget the last event id, and so to be told everything again.</summary>
    internal bool IsAfresh { get; init; }

    /// <summary>What <c>{{cursor}}</c> is then, in UTF-8; empty for the last event id of the transport.</summary>
    internal ReadOnlyMemory<byte> Cursor { get; init; }

    /// <summary>The stream is over and its slot is free.</summary>
    internal static AfterEnd Free => new(-1);

    /// <summary>
    /// The same stream connects again and sends its last event id as <c>{{cursor}}</c>; its clocks run on. Not heeded once
    /// the loop is being stopped.
    /// </summary>
    internal static AfterEnd ResumeIn(TimeSpan delay, int target = -1) => new((long)delay.TotalNanoseconds, target);
}
