namespace StreamBench.Load.Running;

/// <summary>The users of one scenario in one loop: how many there should be, and when those that think come again.</summary>
internal sealed class LoopUsers
{
    private readonly PriorityQueue<long, long> thinking = new();
    private int wanted;
    private int present;

    /// <summary>When a user is due next; <see cref="long.MaxValue"/> when none is.</summary>
    internal long NextDue => thinking.TryPeek(out var due, out _) ? due : long.MaxValue;

    /// <summary>From <paramref name="at"/> on there are <paramref name="users"/>; those over it leave after their streams.</summary>
    internal void Change(int users, long at)
    {
        wanted = users;
        for (; present < wanted; present++)
        {
            thinking.Enqueue(at, at);
        }

        for (; present > wanted && thinking.Count > 0; present--)
        {
            thinking.Dequeue();
        }
    }

    /// <summary>Takes the user who is due next; answers when that was.</summary>
    internal long Take() => thinking.Dequeue();

    /// <summary>A user has nothing left to do.</summary>
    internal void Leave() => present--;

    /// <summary>A user's stream is over; the next one starts at <paramref name="due"/>, unless there are too many users.</summary>
    internal void Return(long due)
    {
        if (present > wanted)
        {
            present--;
            return;
        }

        thinking.Enqueue(due, due);
    }
}
