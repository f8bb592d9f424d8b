using StreamBench.Dialects.Ajo;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Tests.Mutants;

/// <summary>Applies what it has applied before: the last id is forgotten after every frame.</summary>
internal sealed class AjoTakesRepeats() : AlteredDecoder(new AjoDecoder())
{
    protected override Frame Alter(in Frame frame)
    {
        Honest = new AjoDecoder();
        return frame;
    }
}

/// <summary>Forgets the last id with the connection, and takes a replay from the start for news.</summary>
internal sealed class AjoForgetsAtReconnect() : AlteredDecoder(new AjoDecoder())
{
    public override void StartConnection() => Honest = new AjoDecoder();
}

/// <summary>Never shows that someone has to decide.</summary>
internal sealed class AjoForgetsApprovals() : AlteredDecoder(new AjoDecoder())
{
    protected override IEnumerable<Received> Alter(Received one) => one.Payload is ApprovalRequest ? [] : [one];
}

/// <summary>Takes the end of a connection for the end of the message.</summary>
internal sealed class AjoClosesAtEof() : AlteredDecoder(new AjoDecoder())
{
    private string? open;
    private string? cut;

    public override void StartConnection()
    {
        base.StartConnection();
        cut = open;
    }

    protected override IEnumerable<Received> Alter(Received one)
    {
        if (cut is not null)
        {
            yield return new Received(new TurnClose { Turn = cut, Status = TurnStatus.Completed }, null);
            cut = null;
        }

        open = one.Payload switch
        {
            TurnOpen opened => opened.Turn,
            TurnClose => null,
            _ => open,
        };
        yield return one;
    }
}
