using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary>
/// <c>shuffle</c>: <c>window</c> events are collected from the struck one on, then sent in a seeded order; with <c>keeps: agents</c>
/// only events of different agents change places. A partly filled window goes out after <c>ms</c>, so a pause in the script does
/// not end the stream's progress.
/// </summary>
internal sealed class ShuffleFault(FaultTrigger trigger) : IDeliveryFilter
{
    internal const string Agents = "agents";

    private readonly List<Outgoing> held = [];
    private readonly Dictionary<string, string> speakers = new(StringComparer.Ordinal);
    private TimeSpan until;

    public TimeSpan? WakeAt => held.Count > 0 ? until : null;

    public void Pass(in Outgoing item, DeliveryStep next)
    {
        if (item.Payload is ItemOpen { Item: { } opened, Agent: { } agent })
        {
            speakers[opened] = agent;
        }

        if (held.Count == 0)
        {
            if (!trigger.Strikes(item))
            {
                next.Emit(item);
                return;
            }

            until = next.Now + TimeSpan.FromMilliseconds(trigger.Fault.Ms);
        }

        held.Add(item);
        if (held.Count == trigger.Fault.Window)
        {
            Flush(next);
        }
    }

    public void Wake(DeliveryStep next) => Flush(next);

    public void Flush(DeliveryStep next)
    {
        var shuffled = trigger.Fault.Keeps == Agents ? ShuffledByAgent() : [.. held];
        held.Clear();
        if (trigger.Fault.Keeps is null)
        {
            trigger.Random.Shuffle(shuffled);
        }

        foreach (var item in shuffled)
        {
            next.Emit(item);
        }
    }

    // The places are shuffled by whose they are, then each agent's events take theirs in order.
    private Outgoing[] ShuffledByAgent()
    {
        var places = held.Select(item => SpeakerOf(item)).ToArray();
        var events = held.GroupBy(item => SpeakerOf(item), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new Queue<Outgoing>(group), StringComparer.Ordinal);
        trigger.Random.Shuffle(places);
        return [.. places.Select(speaker => events[speaker].Dequeue())];
    }

    // The turn's own agent has no name here: it may change with a handoff, and stays one speaker all the same.
    private string SpeakerOf(in Outgoing item) =>
        item.Payload is not StreamEvent happening
            ? ""
            : happening.Agent ?? speakers.GetValueOrDefault(happening.Item ?? "", "");
}
