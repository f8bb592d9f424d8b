using StreamBench.Load.Models;

namespace StreamBench.Load.Plans;

/// <summary>
/// Writes a plan in code, key by key as in a file. What it does not name is set on the record:
/// <c>builder.With(plan => plan with { Seed = 7 })</c>.
/// </summary>
/// <example>
/// <code>
/// var plan = PlanBuilder
///     .Named("smoke")
///     .Scenario("refund", refund => refund with { Script = "refund" })
///     .WithLoad(Simulation.Inject(rate: 200, TimeSpan.FromSeconds(1), during: TimeSpan.FromSeconds(30)))
///     .Threshold("ttfe.p99&lt;400ms")
///     .Build();
/// </code>
/// </example>
public sealed class PlanBuilder
{
    private LoadPlan plan;

    private PlanBuilder(string name) => plan = new LoadPlan { Name = name, Scenarios = [] };

    /// <summary>Begins a plan.</summary>
    public static PlanBuilder Named(string name) => new(name);

    /// <summary>The server that is asked.</summary>
    public PlanBuilder Against(LoadTarget target) => With(plan => plan with { Target = target });

    /// <summary>What is played before and counted apart.</summary>
    public PlanBuilder WarmUp(TimeSpan during) => With(plan => plan with { WarmUp = during });

    /// <summary>Adds a kind of user.</summary>
    public PlanBuilder Scenario(string name, Func<LoadScenario, LoadScenario> define)
    {
        ArgumentNullException.ThrowIfNull(define);
        var scenario = define(new LoadScenario { Name = name });
        return With(plan => plan with { Scenarios = plan.Scenarios.Add(scenario) });
    }

    /// <summary>The steps that the scenarios share by their weights, NBomber's load simulations.</summary>
    public PlanBuilder WithLoad(params LoadModel[] steps) => With(plan => plan with { Load = [.. steps] });

    /// <summary>Adds something that must hold.</summary>
    public PlanBuilder Threshold(string text) => With(plan => plan with { Thresholds = plan.Thresholds.Add(text) });

    /// <summary>Changes anything else.</summary>
    public PlanBuilder With(Func<LoadPlan, LoadPlan> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        plan = change(plan);
        return this;
    }

    /// <summary>The plan.</summary>
    /// <exception cref="InvalidDataException">It makes no sense; the message lists every problem with its place.</exception>
    public LoadPlan Build()
    {
        var faults = PlanChecks.Of(plan);
        return faults.IsEmpty
            ? plan
            : throw new InvalidDataException(
                string.Join(Environment.NewLine, faults.Select(fault => $"{plan.Name}: {fault.Path}: {fault.Message}"))
            );
    }
}
