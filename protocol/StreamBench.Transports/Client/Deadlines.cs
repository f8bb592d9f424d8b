namespace StreamBench.Transports.Client;

/// <summary>The moments at which a client acts although nothing came: a hole that nobody fills, a turn that stands still.</summary>
internal sealed class Deadlines(ClientConfig config, TimeProvider time)
{
    private long turnMoved = time.GetTimestamp();
    private long? holeSeen;
    private long silentSeq = -1;

    /// <summary>A new connection has to show its own holes; the turn's clock goes on.</summary>
    internal void StartConnection() => holeSeen = null;

    internal void TurnMoved() => turnMoved = time.GetTimestamp();

    /// <summary>Starts the clock of a hole when there is one, stops it when it is filled.</summary>
    internal void SetHole(bool isOpen) => holeSeen = isOpen ? holeSeen ?? time.GetTimestamp() : null;

    /// <summary>Time until the next deadline, or null when none is set.</summary>
    internal TimeSpan? Next(ConversationFold fold)
    {
        TimeSpan? next = holeSeen is { } hole ? Left(hole, config.GapPatience) : null;
        if (!fold.IsTurnOpen)
        {
            return next;
        }

        var turn = Left(turnMoved, config.TurnTimeout);
        return next < turn ? next : turn;
    }

    internal bool IsHoleOverdue => holeSeen is { } hole && Left(hole, config.GapPatience) == TimeSpan.Zero;

    /// <summary>
    /// Called when the turn's time is up: what to do about it. A pending approval may wait as long as the link lives. Otherwise
    /// the server is asked once more, and only when that brings nothing is the turn given up.
    /// </summary>
    internal TurnVerdict JudgeTurn(ConversationFold fold)
    {
        if (!fold.IsTurnOpen || Left(turnMoved, config.TurnTimeout) > TimeSpan.Zero)
        {
            return TurnVerdict.Wait;
        }

        TurnMoved();
        if (fold.State.Approvals.Any(approval => approval.Decision is null))
        {
            return TurnVerdict.Wait;
        }

        if (silentSeq == fold.State.LastSeq)
        {
            return TurnVerdict.TimeOut;
        }

        silentSeq = fold.State.LastSeq;
        return TurnVerdict.AskAgain;
    }

    private TimeSpan Left(long since, TimeSpan patience) =>
        patience - time.GetElapsedTime(since) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
}

/// <summary>What to do about a turn whose time is up.</summary>
internal enum TurnVerdict
{
    Wait,
    AskAgain,
    TimeOut,
}
