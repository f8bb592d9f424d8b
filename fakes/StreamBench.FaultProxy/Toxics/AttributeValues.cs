using System.Collections.Immutable;

namespace StreamBench.FaultProxy.Toxics;

/// <summary>The attributes of one toxic: each as given, else its default.</summary>
internal sealed class AttributeValues(ToxicType type, ImmutableDictionary<string, decimal> given)
{
    public decimal this[string name] =>
        given.TryGetValue(name, out var value)
            ? value
            : type.Attributes.First(attribute => attribute.Name == name).Default;

    /// <summary>A whole number; every value an int64 holds is exact.</summary>
    public long Integer(string name) => (long)Math.Clamp(this[name], long.MinValue, long.MaxValue);

    /// <summary>A time in milliseconds: nothing below 0, and at most <see cref="Longest"/>.</summary>
    public TimeSpan Milliseconds(string name) =>
        TimeSpan.FromMilliseconds(Math.Clamp(Integer(name), 0, (long)Longest.TotalMilliseconds));

    /// <summary>A time in microseconds, with the same bounds.</summary>
    public TimeSpan Microseconds(string name) =>
        TimeSpan.FromMicroseconds(Math.Clamp(Integer(name), 0, (long)Longest.TotalMicroseconds));

    /// <summary>Ten years stand for every longer time, so that sums of times stay in range.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);
}
