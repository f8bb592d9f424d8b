using StreamBench.Dialects.Convobase;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Mutants.Decoders;

/// <summary>Takes every function call for a piece of the first one.</summary>
internal sealed class ConvobaseJoinsCalls() : AlteredDecoder(ConvobaseDialect.Instance.NewDecoder())
{
    protected override IEnumerable<Received> Alter(Received one) =>
        one.Payload is StreamEvent { Item: ['c', 'a', 'l', 'l', ':', ..] } call
            ? [one with { Payload = call with { Item = "call:1" } }]
            : [one];
}

/// <summary>Shows an error as the end of an answer.</summary>
internal sealed class ConvobaseSwallowsErrors() : AlteredDecoder(ConvobaseDialect.Instance.NewDecoder())
{
    protected override IEnumerable<Received> Alter(Received one) =>
        one.Payload is TurnClose close
            ? [one with { Payload = close with { Status = TurnStatus.Completed, Error = null } }]
            : [one];
}

/// <summary>Names the point before the last one when it comes back, so that a token is said twice.</summary>
internal sealed class ConvobaseResumesTooEarly() : AlteredDecoder(ConvobaseDialect.Instance.NewDecoder())
{
    private string? before;

    protected override IEnumerable<Received> Alter(Received one)
    {
        yield return one with
        {
            Cursor = before,
        };
        before = one.Cursor ?? before;
    }
}

/// <summary>Begins a new text with every connection.</summary>
internal sealed class ConvobaseForgetsAtReconnect() : AlteredDecoder(ConvobaseDialect.Instance.NewDecoder())
{
    public override void StartConnection() => Honest = ConvobaseDialect.Instance.NewDecoder();
}
