using StreamBench.Dialects.Ajo;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Mutants.Decoders;

/// <summary>Applies what it has applied before: the last id is forgotten after every frame.</summary>
internal sealed class AjoTakesRepeats() : AlteredDecoder(AjoDialect.Instance.NewDecoder())
{
    protected override Frame Alter(in Frame frame)
    {
        Honest = AjoDialect.Instance.NewDecoder();
        return frame;
    }
}

/// <summary>Forgets the last id with the connection, and takes a replay from the start for news.</summary>
internal sealed class AjoForgetsAtReconnect() : AlteredDecoder(AjoDialect.Instance.NewDecoder())
{
    public override void StartConnection() => Honest = AjoDialect.Instance.NewDecoder();
}

/// <summary>Never shows that someone has to decide.</summary>
internal sealed class AjoForgetsApprovals() : AlteredDecoder(AjoDialect.Instance.NewDecoder())
{
    protected override IEnumerable<Received> Alter(Received one) => one.Payload is ApprovalRequest ? [] : [one];
}

/// <summary>Takes the end of a connection for the end of the message.</summary>
internal sealed class AjoClosesAtEof() : AlteredDecoder(AjoDialect.Instance.NewDecoder())
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
