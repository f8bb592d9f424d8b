using System.Text.Json;
using System.Text.Json.Serialization;

namespace StreamBench.Conformance.Results;

/// <summary>Writes and reads an enum as its name in kebab case: <c>non-strict</c>. Numbers are refused.</summary>
public sealed class KebabCaseConverter<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
