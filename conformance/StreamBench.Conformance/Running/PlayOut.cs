using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Running;

/// <summary>Lets the server say what a client that left too early should have waited for, so that it is compared with that.</summary>
internal sealed class PlayOut(Stage stage, RunSettings settings)
{
    private const int PatienceMs = 2_000;

    /// <summary>How many turns must have ended for these clients to be right in saying ok; 0 where that is not the question.</summary>
    internal int AwaitedTurns(ImmutableArray<ClientEvidence> clients)
    {
        var setup = stage.Run.Variant.Setup;
        var isAsked =
            stage.Bytes is null
            && setup is { Stop: "turn_end", Expect.From: ExpectedFrom.Journal }
            && clients.Any(client => client.Answer.Outcome == "ok");
        return isAsked ? clients.Max(client => client.Order.Stop.Turns) : 0;
    }

    /// <summary>Completes once so many turns have ended, or when they are not going to without the client.</summary>
    internal async Task WaitAsync(int turns, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(settings.Scale(PatienceMs), settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        using var watch = new JournalWatch(stage.Conversation);
        try
        {
            await watch.WhenAsync(events => Ended(events) >= turns, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The evidence shows that the turns have not ended, and the client is judged by that.
        }
    }

    /// <summary>How many turns have ended.</summary>
    internal static int Ended(IEnumerable<StreamEvent> events) =>
        events.OfType<TurnClose>().Select(close => close.Turn).Distinct(StringComparer.Ordinal).Count();
}
