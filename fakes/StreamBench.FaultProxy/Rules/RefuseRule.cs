using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules;

/// <summary>Refuses TCP connections right after they were accepted, before the server hears of them.</summary>
public sealed record RefuseRule : FaultRule
{
    /// <summary>How many, from the first that the place allows. Unless given, one for each connection number, which is all for <c>*</c>.</summary>
    public int? Count { get; init; }

    /// <summary><c>rst</c> (the default) or <c>fin</c>.</summary>
    public CutHow How { get; init; } = new(CutKind.Rst);

    internal override string Do => "refuse";

    internal override bool ChangesEvents => false;

    internal override Fault CreateFault(FaultContext context) =>
        throw new InvalidOperationException("A refusal has no part in a response.");

    internal override IEnumerable<(string Field, string Problem)> Check()
    {
        if (Count < 1)
            yield return ("count", "is 1 or more");
        if (How.Kind is not (CutKind.Rst or CutKind.Fin))
            yield return ("how", "is rst or fin: nothing else can be done to a connection nobody has used");
        if (At.HasPosition)
            yield return (
                "at",
                "has no position here: a refused connection carries nothing; connection, reconnect and chance may stand"
            );
    }
}
