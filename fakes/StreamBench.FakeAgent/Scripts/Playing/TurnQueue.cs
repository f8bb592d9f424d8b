namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>The turns of a run: those in play and those still to come.</summary>
internal sealed class TurnQueue(Script script, IdPrefix prefix)
{
    private readonly Dictionary<string, TurnStage> known = new(StringComparer.Ordinal);
    private readonly List<TurnStage> stages = [];
    private readonly Queue<UserMessage?> asked = new();
    private int promised;
    private int opened;

    internal bool AreOver => opened == script.Turns.Length && stages.TrueForAll(stage => stage.IsEmpty);

    /// <summary>The lanes that wait for an answer, by turn and in the order in which they were made.</summary>
    internal IEnumerable<TurnPlace> Waiting
    {
        get
        {
            foreach (var stage in stages)
            {
                foreach (var lane in stage.Lanes)
                {
                    if (lane.Wait is not null)
                    {
                        yield return new TurnPlace(stage, lane);
                    }
                }
            }
        }
    }

    /// <summary>The approval whose time runs out first, or null. Looked at before every event, hence the plain loops.</summary>
    internal ScriptWait? FirstToExpire
    {
        get
        {
            ScriptWait? first = null;
            foreach (var stage in stages)
            {
                foreach (var lane in stage.Lanes)
                {
                    if (lane.Wait is { Expires: { } time } wait && (first is null || time < first.Expires))
                    {
                        first = wait;
                    }
                }
            }

            return first;
        }
    }

    /// <summary>The turn that speaks next, or null.</summary>
    internal TurnStage? Next
    {
        get
        {
            TurnStage? next = null;
            foreach (var stage in stages)
            {
                if (stage.Next is { } lane && (next is null || lane.GoesBefore(next.Next!)))
                {
                    next = stage;
                }
            }

            return next;
        }
    }

    internal TurnStage? Find(string id) => known.GetValueOrDefault(id);

    /// <summary>Asks for the next turn; its id, or null when there is none.</summary>
    internal string? Ask(UserMessage? message, TimeSpan at)
    {
        if (promised == script.Turns.Length)
        {
            return null;
        }

        var id = prefix.On(script.Turns[promised++].Open.Turn);
        asked.Enqueue(message);
        if (script.Advance == ScriptAdvance.Auto)
        {
            for (; promised < script.Turns.Length; promised++)
            {
                asked.Enqueue(null);
            }
        }

        MoveOn(at);
        return id;
    }

    /// <summary>Opens every turn that was asked for and whose time has come.</summary>
    internal void MoveOn(TimeSpan at)
    {
        stages.RemoveAll(stage => stage.IsEmpty);
        while (asked.Count > 0 && (script.Overlap || stages.TrueForAll(stage => stage.HasEnded)))
        {
            var turn = script.Turns[opened++];
            var stage = new TurnStage(turn, TurnOpening.Steps(turn, asked.Dequeue()), at, prefix);
            known[stage.Id] = stage;
            stages.Add(stage);
        }
    }
}

/// <summary>A lane and the turn it belongs to.</summary>
internal readonly record struct TurnPlace(TurnStage Stage, ScriptLane Lane);
