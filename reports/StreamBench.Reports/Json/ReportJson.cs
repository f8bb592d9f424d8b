using System.Text.Json;
using System.Text.Json.Serialization;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Results;

namespace StreamBench.Reports.Json;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    WriteIndented = true,
    NewLine = "\n",
    Converters = [
        typeof(KebabCaseConverter<Verdict>),
        typeof(KebabCaseConverter<Outcome>),
        typeof(KebabCaseConverter<Standing>),
        typeof(KebabCaseConverter<Axis>),
        typeof(KebabCaseConverter<Level>),
        typeof(KebabCaseConverter<ListedAs>),
    ]
)]
[JsonSerializable(typeof(ResultDocument))]
[JsonSerializable(typeof(Badge))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>As the generated one, but letters of every script stay letters. Markup and control characters are escaped.</summary>
    internal static ReportJson Readable =>
        field ??= new(
            new JsonSerializerOptions(Default.GeneratedSerializerOptions!) { Encoder = VisibleEncoder.Instance }
        );
}
