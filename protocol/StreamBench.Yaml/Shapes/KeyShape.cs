namespace StreamBench.Yaml.Shapes;

/// <summary>A key of a file language.</summary>
/// <param name="Name">The key.</param>
/// <param name="Value">What may stand behind it.</param>
/// <param name="Meaning">What it means, for people.</param>
/// <param name="IsRequired">True when it may not be left out.</param>
public sealed record KeyShape(string Name, ValueShape Value, string Meaning, bool IsRequired = false);
