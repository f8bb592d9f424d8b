namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary>A logical place in a stream. All members that are given must hold.</summary>
public sealed record FaultPlace
{
    /// <summary>The event with this seq.</summary>
    public long? Seq { get; init; }

    /// <summary>Events of this type, for example <c>text.append</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Only the n-th event of that type (or of all) on a connection, counted from 1.</summary>
    public int? Nth { get; init; }

    /// <summary>Only this share of them, 0 to 1, by the seed.</summary>
    public double? Chance { get; init; }

    /// <summary>Only on the n-th subscription of the conversation, counted from 1.</summary>
    public int? Connection { get; init; }

    internal bool IsSingle => Seq is not null || Nth is not null;
}
