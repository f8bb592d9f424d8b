using System.Collections.Immutable;

namespace StreamBench.FaultProxy.Toxics;

/// <summary>A kind of toxic: its name, its attributes in the order they are shown, and how one is made.</summary>
public sealed class ToxicType
{
    internal ToxicType(string name, ImmutableArray<ToxicAttribute> attributes, Func<AttributeValues, Toxic> create)
    {
        Name = name;
        Attributes = attributes;
        Create = create;
    }

    /// <summary>As written in <c>"type"</c>.</summary>
    public string Name { get; }

    /// <summary>All attributes, in the order Toxiproxy shows them.</summary>
    public ImmutableArray<ToxicAttribute> Attributes { get; }

    internal Func<AttributeValues, Toxic> Create { get; }
}

/// <summary>An attribute of a toxic.</summary>
/// <param name="Name">As written in <c>"attributes"</c>.</param>
/// <param name="Default">Its value when nobody gives one.</param>
/// <param name="IsInteger">Whether fractions are refused, as for all attributes of Toxiproxy 2.12.</param>
public sealed record ToxicAttribute(string Name, decimal Default = 0, bool IsInteger = true);
