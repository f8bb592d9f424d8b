using System.Text.Json.Serialization;

namespace StreamBench.Conformance.Results;

/// <summary>A line of <c>results.jsonl</c>: one header, a line for each run as it ends, one footer.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "line")]
[JsonDerivedType(typeof(RunHeader), "header")]
[JsonDerivedType(typeof(RunResult), "run")]
[JsonDerivedType(typeof(RunFooter), "footer")]
public abstract record ResultLine;
