using System.Collections.Frozen;
using System.Collections.Immutable;
using StreamBench.Dialects.Atmosphere.Framing;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Transports.Framing;

namespace StreamBench.Benchmarks.Load;

/// <summary>The transports whose answers have framings of their own, as <see cref="KestrelFirehose"/> serves them.</summary>
internal static class FirehoseRoads
{
    private static readonly FrozenDictionary<string, OwnFraming> Framings = new Dictionary<string, OwnFraming>
    {
        ["grpc"] = new("application/grpc", most => new GrpcFraming(most)),
        ["lp"] = new("application/json", most => new BatchFraming(most)) { IsPolled = true },
        ["streaming"] = new("text/plain", most => new LengthFraming(most)),
    }.ToFrozenDictionary();

    /// <summary>Their names.</summary>
    internal static ImmutableArray<string> Names { get; } = ["streaming", "lp", "grpc"];

    /// <summary>The request of a stream; of an event stream where <paramref name="road"/> is null.</summary>
    internal static RequestSpec Spec(Uri url, string? road) =>
        road is null
            ? new RequestSpec { Url = url }
            : new RequestSpec
            {
                Url = url,
                Target = road == "lp" ? "/lp?cursor={{cursor}}" : $"/{road}",
                Framing = StreamFraming.Own,
                Own = Framings[road],
                Message = road == "grpc" ? (in _) => default : null,
            };
}
