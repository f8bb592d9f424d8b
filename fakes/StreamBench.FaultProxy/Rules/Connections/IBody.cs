namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>What follows a head, or bytes without one, as a direction of a connection reads it: plans, and does no I/O.</summary>
internal interface IBody
{
    /// <summary>Whether all of it was read.</summary>
    bool IsEnded { get; }

    /// <summary>Events seen in it.</summary>
    long Events { get; }

    /// <summary>Whether a rule may still act on it, or its framing is ours as one has.</summary>
    bool IsInUse { get; }

    /// <summary>When <see cref="Tick"/> is wanted next, on the clock of the connection.</summary>
    TimeSpan? Deadline { get; }

    /// <summary>Its head is about to be passed on.</summary>
    void Begin();

    /// <summary>Its head was passed on.</summary>
    void HeadPassed();

    /// <summary>Opens the rest of it for rules.</summary>
    void Attach(IOpenings next, TimeSpan at);

    /// <summary>Lets everything held go.</summary>
    void Detach();

    /// <summary>Plans what is done with the next bytes; returns how many of them were of this body.</summary>
    int Read(ReadOnlyMemory<byte> input, TimeSpan at);

    /// <summary>Lets time pass for the faults.</summary>
    void Tick(TimeSpan at);

    /// <summary>The connection has ended, and the body with it.</summary>
    void End(TimeSpan at);
}
