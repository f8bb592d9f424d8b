using System.Text.Json;
using System.Text.Json.Serialization;
using StreamBench.Conformance.Catalogue;

namespace StreamBench.Conformance.Results;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    AllowOutOfOrderMetadataProperties = true,
    Converters = [
        typeof(KebabCaseConverter<Verdict>),
        typeof(KebabCaseConverter<Standing>),
        typeof(KebabCaseConverter<Axis>),
        typeof(KebabCaseConverter<Level>),
        typeof(KebabCaseConverter<ListedAs>),
    ]
)]
[JsonSerializable(typeof(ResultLine))]
internal sealed partial class ResultJson : JsonSerializerContext
{
    /// <summary>As the generated one, but letters of every script stay letters. Still escaped: what HTML, a terminal or a line of text would obey.</summary>
    // Made when first asked for: the generated Default is set by another part of this class.
    internal static ResultJson Readable =>
        field ??= new(
            new JsonSerializerOptions(Default.GeneratedSerializerOptions!) { Encoder = VisibleEncoder.Instance }
        );
}
