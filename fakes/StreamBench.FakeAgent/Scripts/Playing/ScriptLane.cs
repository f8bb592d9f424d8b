using System.Collections.Immutable;

namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>A place in a script where one thread of events goes on by itself: steps, and steps put before them.</summary>
internal sealed class ScriptLane
{
    private readonly Stack<(ImmutableArray<ScriptStep> Steps, int Next)> frames = new();

    internal ScriptLane(int index, ScriptLane? parent, ImmutableArray<ScriptStep> steps, TimeSpan at)
    {
        Index = index;
        Parent = parent;
        Insert(steps, at);
    }

    internal int Index { get; }

    internal ScriptLane? Parent { get; }

    /// <summary>Script time of what the lane did last.</summary>
    internal TimeSpan At { get; private set; }

    /// <summary>Script time of <see cref="Current"/>.</summary>
    internal TimeSpan NextAt => At + (Current?.Delay ?? TimeSpan.Zero);

    /// <summary>How many events the lane has said.</summary>
    internal int Said { get; set; }

    internal int OpenChildren { get; private set; }

    internal ScriptWait? Wait { get; set; }

    /// <summary>The approval behind <see cref="Wait"/>, or null.</summary>
    internal ApprovalStep? Asked { get; set; }

    internal ScriptStep? Current => frames.TryPeek(out var frame) ? frame.Steps[frame.Next] : null;

    /// <summary>True when <see cref="Current"/> can be done as soon as its time has come.</summary>
    internal bool IsFree => Wait is null && OpenChildren == 0;

    /// <summary>Leaves the current step behind, at its own time.</summary>
    internal void Advance()
    {
        At = NextAt;
        var (steps, next) = frames.Pop();
        Push(steps, next + 1);
    }

    /// <summary>Puts steps before the current one.</summary>
    internal void Insert(ImmutableArray<ScriptStep> steps, TimeSpan at)
    {
        At = at > At ? at : At;
        Push(steps, 0);
    }

    /// <summary>Forgets what was left to say.</summary>
    internal void Clear() => frames.Clear();

    internal ScriptLane Fork(int index, ImmutableArray<ScriptStep> steps)
    {
        OpenChildren++;
        return new ScriptLane(index, this, steps, At);
    }

    internal void Join(TimeSpan at)
    {
        OpenChildren--;
        At = at > At ? at : At;
    }

    /// <summary>Who goes first: the earlier; of two at the same time the one that has said less, so that lanes alternate.</summary>
    internal bool GoesBefore(ScriptLane other) =>
        (NextAt, Said, Index).CompareTo((other.NextAt, other.Said, other.Index)) < 0;

    // A frame never rests at its end, so that Current is always a look at the top.
    private void Push(ImmutableArray<ScriptStep> steps, int next)
    {
        if (next < steps.Length)
        {
            frames.Push((steps, next));
        }
    }
}
