using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary>Says for each event of one connection whether a fault strikes it.</summary>
/// <param name="fault">The fault.</param>
/// <param name="ledger">How often it struck already in this conversation.</param>
/// <param name="connection">Which subscription of the conversation this is, from 1.</param>
/// <param name="random">Chance, seeded for (fault, connection).</param>
internal sealed class FaultTrigger(EventFault fault, FaultLedger ledger, int connection, Random random)
{
    private int seen;

    internal EventFault Fault => fault;

    internal Random Random => random;

    internal bool Strikes(in Outgoing item)
    {
        var at = fault.At;
        if (
            item.Payload is not StreamEvent happening
            || (at.Connection is { } only && only != connection)
            || (at.Type is { } type && type != happening.Type)
        )
        {
            return false;
        }

        seen++;
        return (at.Seq is not { } seq || seq == happening.Seq)
            && (at.Nth is not { } nth || nth == seen)
            && (at.Every is not { } every || seen % every == 0)
            && (at.Chance is not { } chance || random.NextDouble() < chance)
            && ledger.TryTake(fault);
    }
}
