using NBomber.Contracts;
using NBomber.CSharp;

namespace StreamBench.NBomber;

/// <summary>A turn of a StreamBench conversation as an NBomber scenario, with a step for each clock.</summary>
/// <example>
/// <code>
/// using var http = new HttpClient();
/// var scenario = StreamScenario
///     .Create("refund", http, new StreamTarget(new Uri("http://127.0.0.1:4280")) { Script = "refund" })
///     .WithLoadSimulations(Simulation.Inject(50, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)));
/// NBomberRunner.RegisterScenarios(scenario).Run();
/// </code>
/// </example>
public static class StreamScenario
{
    /// <summary>Makes the scenario.</summary>
    /// <param name="name">Its name in NBomber's report.</param>
    /// <param name="http">Any client, also that of NBomber.Http; it stays the caller's.</param>
    /// <param name="target">What is asked.</param>
    /// <remarks>
    /// The steps <c>headers</c>, <c>ttfe</c>, <c>ttfc</c> and <c>turn</c> begin together with the request: each is a clock from the
    /// real start, as <c>.real</c> is in scenarios/CLOCKS.md. NBomber has no column for the intended start. A step that the
    /// stream never reached fails with what happened as its status code; NBomber then begins the next iteration.
    /// </remarks>
    public static ScenarioProps Create(string name, HttpClient http, StreamTarget target)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(target);
        return Scenario.Create(name, async context => await RunAsync(context, http, target));
    }

    private static async Task<IResponse> RunAsync(IScenarioContext context, HttpClient http, StreamTarget target)
    {
        var conversation = $"nbomber-{Guid.CreateVersion7():n}";
        var turn = new TimedTurn(http, target, conversation);
        using var patience = new CancellationTokenSource(target.Timeout, TimeProvider.System);
        var reading = turn.ReadAsync(patience.Token);
        await Task.WhenAll(
            Step.Run("headers", context, () => AnswerAsync(turn.Headers)),
            Step.Run("ttfe", context, () => AnswerAsync(turn.FirstEvent)),
            Step.Run("ttfc", context, () => AnswerAsync(turn.FirstContent)),
            Step.Run("turn", context, () => AnswerAsync(turn.Closed))
        );
        var outcome = await reading;
        return outcome.IsGood
            ? Response.Ok(sizeBytes: turn.Bytes, statusCode: outcome.Code)
            : Response.Fail(statusCode: outcome.Code, message: outcome.Words, sizeBytes: turn.Bytes);
    }

    private static async Task<Response<object>> AnswerAsync(Task<TurnOutcome> moment)
    {
        var outcome = await moment;
        return outcome.IsGood
            ? Response.Ok(statusCode: outcome.Code)
            : Response.Fail(statusCode: outcome.Code, message: outcome.Words);
    }
}
