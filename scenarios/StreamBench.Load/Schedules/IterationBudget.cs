namespace StreamBench.Load.Schedules;

/// <summary>
/// Which of a closed load's streams are whose. Stream k belongs to user k mod copies and so to that user's segment; within
/// a segment the users share them, so that a slow user does not hold up the end.
/// </summary>
/// <param name="Segment">The part of the plan.</param>
/// <param name="Copies">Users in all segments together.</param>
/// <param name="Iterations">Streams in all segments together; null for as many as the time allows.</param>
public readonly record struct IterationBudget(Segment Segment, int Copies, long? Iterations)
{
    /// <summary>Users of the segment.</summary>
    public long Users => Segment.ShareOf(Copies);

    /// <summary>Streams of the segment; null for as many as the time allows.</summary>
    public long? Total => Iterations is { } all ? all / Copies * Users + Segment.ShareOf(all % Copies) : null;

    /// <summary>The number, and so the input, of the segment's <paramref name="n"/>-th stream from 0; null when there is none.</summary>
    public long? NumberOf(long n)
    {
        if (Users == 0 || n >= (Total ?? long.MaxValue))
        {
            return null;
        }

        return n / Users * Copies + Segment.NumberOf(n % Users);
    }
}
