using System.Text.Json.Serialization;

namespace StreamBench.Load.Models;

/// <summary>
/// One step of a load: how many streams start, or how many users are there, at each moment of the step. Pure arithmetic:
/// no clock, and chance only from the plan's seed. Names and meaning are NBomber's.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "model")]
[JsonDerivedType(typeof(Inject), nameof(Inject))]
[JsonDerivedType(typeof(RampingInject), nameof(RampingInject))]
[JsonDerivedType(typeof(InjectRandom), nameof(InjectRandom))]
[JsonDerivedType(typeof(Poisson), nameof(Poisson))]
[JsonDerivedType(typeof(Trace), nameof(Trace))]
[JsonDerivedType(typeof(KeepConstant), nameof(KeepConstant))]
[JsonDerivedType(typeof(RampingConstant), nameof(RampingConstant))]
[JsonDerivedType(typeof(IterationsForConstant), nameof(IterationsForConstant))]
[JsonDerivedType(typeof(Pause), nameof(Pause))]
public abstract record LoadModel
{
    /// <summary>How long the step lasts. 0 where the work ends it, not the clock.</summary>
    public TimeSpan During { get; init; }
}
