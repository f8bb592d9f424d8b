using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using StreamBench.Load.Turns;

namespace StreamBench.Load.Plans;

/// <summary>A short name for everything a plan says: results merge only when their plans have the same.</summary>
public static class PlanDigest
{
    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the plan as JSON.</summary>
    public static string Of(LoadPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        // What a plan leaves to its dialect is the same as what it says itself.
        var settled = plan with
        {
            Target = plan.Target with
            {
                Transport = LoadDialects.TransportOf(plan.Target),
                Http = plan.Target.SpokenHttp,
            },
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(settled, PlanJson.Default.LoadPlan);
        return Convert.ToHexStringLower(SHA256.HashData(json))[..16];
    }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(LoadPlan))]
internal sealed partial class PlanJson : JsonSerializerContext;
