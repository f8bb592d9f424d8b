using StreamBench.Load.Models;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Search;

/// <summary>The plan that one run of a search plays.</summary>
public static class SearchPlan
{
    /// <summary>
    /// The plan with a steady rate instead of its load: <paramref name="rate"/> over all scenarios, shared by their weights, for
    /// as long as the load lasted. Warm-up, verification, faults and thresholds stay.
    /// </summary>
    /// <exception cref="InvalidDataException">The load has users, not rates: there is no rate to search.</exception>
    public static LoadPlan At(LoadPlan plan, Rate rate)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var steps = plan.Scenarios.SelectMany(scenario => plan.LoadOf(scenario)).ToArray();
        if (steps.Any(step => step is ClosedModel))
        {
            throw new InvalidDataException(
                $"\"{plan.Name}\" has a load of users; a search needs one of rates, such as Inject"
            );
        }

        return plan with
        {
            Load = [new Inject { Rate = rate, During = plan.Length - plan.WarmUp }],
            Scenarios = [.. plan.Scenarios.Select(scenario => scenario with { Load = [] })],
        };
    }
}
