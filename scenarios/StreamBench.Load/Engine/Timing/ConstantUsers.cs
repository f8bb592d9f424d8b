using StreamBench.Load.Schedules;

namespace StreamBench.Load.Engine.Timing;

/// <summary>
/// A closed model: as many streams at once as <see cref="Target"/> says, each followed by the next after a pause. The number
/// of starts may be bounded. <see cref="Target"/> may be set from another thread; the loop is then to be woken.
/// </summary>
internal sealed class ConstantUsers : IStartSource
{
    private readonly EngineClock clock;
    private readonly Queue<long> due = new();
    private readonly long pauseNanoseconds;
    private readonly int scenario;
    private readonly int step;
    private readonly long limit;
    private long number;
    private long started;
    private int users;

    /// <summary>Makes a source without users: set <see cref="Target"/>.</summary>
    /// <param name="clock">Gives the intended time of a user's first stream.</param>
    /// <param name="pause">Think time between two streams of one user.</param>
    /// <param name="scenario">The scenario that they play.</param>
    /// <param name="limit">How many streams may be started in all.</param>
    /// <param name="first">Number of the first stream.</param>
    /// <param name="step">Distance of two numbers: the count of loops, so that numbers stay unique in a run.</param>
    internal ConstantUsers(
        EngineClock clock,
        TimeSpan pause,
        int scenario = 0,
        long limit = long.MaxValue,
        long first = 0,
        int step = 1
    )
    {
        this.clock = clock;
        pauseNanoseconds = (long)pause.TotalNanoseconds;
        this.scenario = scenario;
        this.limit = limit;
        this.step = step;
        number = first;
    }

    /// <summary>How many users there are to be.</summary>
    internal int Target
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    public long NextDue =>
        started >= limit ? long.MaxValue
        : users < Target ? 0
        : due.TryPeek(out var next) ? next
        : long.MaxValue;

    public bool TryTake(long now, out Arrival start)
    {
        start = default;
        if (NextDue > now)
        {
            return false;
        }

        var intended = clock.Now;
        if (users < Target)
        {
            users++;
        }
        else
        {
            intended = due.Dequeue();
        }

        start = new Arrival(number, intended, scenario, number, IsWarmUp: false);
        number += step;
        started++;
        return true;
    }

    public void OnEnded(long now)
    {
        if (users > Target)
        {
            users--;
            return;
        }

        due.Enqueue(now + pauseNanoseconds);
    }
}
