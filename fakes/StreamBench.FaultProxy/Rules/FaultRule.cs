using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules;

/// <summary>One disturbance: what is done, and where. A new kind is one record, one fault, and a line in its reader and writer.</summary>
public abstract record FaultRule
{
    /// <summary>A name for the log; the rule's number, from 1, unless given.</summary>
    public string? Name { get; init; }

    /// <summary>Where it acts.</summary>
    public Place At { get; init; } = new();

    /// <summary>The word for it in a file, such as <c>cut</c>.</summary>
    internal abstract string Do { get; }

    /// <summary>Whether the bytes of a body grow or shrink by it.</summary>
    internal virtual bool ChangesLength => false;

    /// <summary>Whether events come out otherwise than they went in.</summary>
    internal virtual bool ChangesEvents => true;

    /// <summary>Whether it needs a position: without one it would act on everything.</summary>
    internal virtual bool NeedsPosition => false;

    /// <summary>The rule at work in one response.</summary>
    internal abstract Fault CreateFault(FaultContext context);

    /// <summary>Says what is wrong with the rule: the field, and why.</summary>
    internal virtual IEnumerable<(string Field, string Problem)> Check() => [];
}
