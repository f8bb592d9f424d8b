namespace StreamBench.Conformance.Clients.Messages;

/// <summary>Names the type whose shape a JSON value has to have, for a member that is kept as it came.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DescribedAttribute(Type type) : Attribute
{
    internal Type Type { get; } = type;
}
