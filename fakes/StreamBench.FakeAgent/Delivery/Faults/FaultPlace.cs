using StreamBench.Protocol.Events;

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

    /// <summary>Only each n-th event of that type (or of all) on a connection; at least 1.</summary>
    public int? Every { get; init; }

    /// <summary>Only this share of them, 0 to 1, by the seed.</summary>
    public double? Chance { get; init; }

    /// <summary>Only on the n-th subscription of the conversation, counted from 1.</summary>
    public int? Connection { get; init; }

    internal bool IsSingle => Seq is not null || Nth is not null;

    /// <summary>True when type and seq hold, which needs no counting.</summary>
    internal bool Matches(StreamEvent happening) =>
        (Type is null || Type == happening.Type) && (Seq is null || Seq == happening.Seq);

    internal IEnumerable<string> Validate(string path)
    {
        if (Chance is < 0 or > 1)
        {
            yield return $"{path}.chance: {Chance} is not between 0 and 1";
        }

        if (Every is < 1)
        {
            yield return $"{path}.every: {Every} is not at least 1";
        }
    }
}
