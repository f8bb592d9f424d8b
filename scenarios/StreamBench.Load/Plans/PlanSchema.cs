using StreamBench.Load.Plans.Files;
using StreamBench.Yaml.Shapes;

namespace StreamBench.Load.Plans;

/// <summary>The JSON schema of load plans, for editors. Made from the table of keys that the loader reads by.</summary>
/// <remarks>JSON Schema draft 2020-12. That files exist and thresholds name metrics is for the loader to say.</remarks>
public static class PlanSchema
{
    /// <summary>Writes the schema in UTF-8; the stream stays open.</summary>
    public static void Write(Stream output) => ShapeSchema.Write(output, "StreamBench load plan", PlanShapes.All);
}
