using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery;

/// <summary>
/// A subscriber's filters in order: <c>journal → fault → … → filter → … → wire</c>. Not thread-safe: one subscriber, one loop.
/// </summary>
public sealed class DeliveryChain
{
    private readonly IReadOnlyList<IDeliveryFilter> filters;
    private readonly DeliveryStep[] steps;
    private readonly TimeProvider time;
    private readonly long start;
    private List<Outgoing> output = [];

    /// <summary>A chain that starts its clock now.</summary>
    public DeliveryChain(IReadOnlyList<IDeliveryFilter> filters, TimeProvider time)
    {
        this.filters = filters;
        this.time = time;
        start = time.GetTimestamp();
        steps = [.. filters.Select((_, i) => new DeliveryStep(this, i + 1))];
    }

    /// <summary>When <see cref="Wake"/> has something to do, as time from now (never negative); null when it has not.</summary>
    public TimeSpan? WakeIn =>
        filters.Select(f => f.WakeAt).Min() is { } at
            ? at > Elapsed
                ? at - Elapsed
                : TimeSpan.Zero
            : null;

    /// <summary>True when no filter is there and entries pass untouched.</summary>
    public bool IsEmpty => filters.Count == 0;

    internal TimeSpan Elapsed => time.GetElapsedTime(start);

    /// <summary>Sends <paramref name="item"/> through; what comes out, be it nothing or several, is added to <paramref name="into"/>.</summary>
    public void Pass(in Outgoing item, List<Outgoing> into)
    {
        output = into;
        PassFrom(item.Said is ControlFrame ? filters.Count : 0, item);
    }

    /// <summary>Lets every filter whose time has come release what it holds.</summary>
    public void Wake(List<Outgoing> into)
    {
        output = into;
        for (var i = 0; i < filters.Count; i++)
        {
            if (filters[i].WakeAt <= Elapsed)
            {
                filters[i].Wake(steps[i]);
            }
        }
    }

    /// <summary>Empties every filter, first to last, at the end of the stream.</summary>
    public void Flush(List<Outgoing> into)
    {
        output = into;
        for (var i = 0; i < filters.Count; i++)
        {
            filters[i].Flush(steps[i]);
        }
    }

    internal void PassFrom(int index, in Outgoing item)
    {
        if (index == filters.Count || item.Said is ControlFrame)
        {
            output.Add(item);
        }
        else
        {
            filters[index].Pass(item, steps[index]);
        }
    }
}
