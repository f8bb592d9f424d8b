using StreamBench.Conformance.Catalogue;
using StreamBench.Dialects.Design;
using StreamBench.FakeAgent.Telemetry;

namespace StreamBench.Conformance.Running;

/// <summary>
/// Where nobody answers a client, its word is on the way when its action has returned. The next step waits until the server has heard it,
/// as it does by itself where there is an answer; but no longer than an answer would take, since the word may be lost.
/// </summary>
internal sealed class Hearing(Stage stage, RunSettings settings)
{
    private const int PatienceMs = 1_000;

    private readonly HashSet<RequestRecord> before = [.. stage.Requests.Where(request => request.Wish is not null)];

    internal async Task WaitAsync(Step step, CancellationToken cancellation)
    {
        if (stage.Run.Spoken.Has(Topic.Answers) || step.Do is not ("approve" or "reject" or "cancel" or "send"))
        {
            return;
        }

        using var patience = new CancellationTokenSource(settings.Scale(PatienceMs), settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await stage.Bench.Agent.Requests.WhenAsync(
                stage.Conversation.Id,
                request => request.Wish is not null && !before.Contains(request),
                either.Token
            );
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // It was said into a connection that had broken: what comes of that is for the checks to say.
        }
    }
}
