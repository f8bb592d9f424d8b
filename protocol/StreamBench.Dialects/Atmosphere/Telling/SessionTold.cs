namespace StreamBench.Dialects.Atmosphere.Telling;

/// <summary>What one session has told: one turn of the conversation.</summary>
internal sealed class SessionTold(string turn, SessionTold? resumed)
{
    private long number;

    internal string Turn => turn;

    /// <summary>The session of the turn that this one resumes, or null.</summary>
    internal SessionTold? Resumed => resumed;

    internal string Id { get; } = AtmosphereIds.Session(turn);

    /// <summary>The run that it belongs to: its own, or that of the session that it goes on with.</summary>
    internal string Run { get; } = resumed?.Run ?? AtmosphereIds.Run(turn);

    internal SessionVoice Text { get; } = new();

    internal SessionVoice Reasoning { get; } = new();

    /// <summary>Open calls; a turn goes on with those of the one that it resumes.</summary>
    internal OpenCalls Calls { get; } = resumed?.Calls ?? new OpenCalls();

    /// <summary>Gives out the numbers of the next <paramref name="frames"/> frames; the first of them.</summary>
    internal long Take(int frames = 1)
    {
        var first = number + 1;
        number += frames;
        return first;
    }

    /// <summary>True when <paramref name="earlier"/> is this session's turn or one that it goes on with.</summary>
    internal bool GoesOnWith(string earlier)
    {
        for (var session = this; session is not null; session = session.Resumed)
        {
            if (session.Turn == earlier)
            {
                return true;
            }
        }

        return false;
    }
}
