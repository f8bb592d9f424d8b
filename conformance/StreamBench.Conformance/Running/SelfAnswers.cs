using StreamBench.FakeAgent.Scripts;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Running;

/// <summary>Where a case does not say who does it: approves what is asked, and says the next message once a turn has ended.</summary>
internal static class SelfAnswers
{
    internal static Task GiveAsync(Stage stage, CancellationToken cancellation) =>
        Task.WhenAll(ApproveAsync(stage, cancellation), SpeakAsync(stage, cancellation));

    private static async Task ApproveAsync(Stage stage, CancellationToken cancellation)
    {
        using var watch = new JournalWatch(stage.Conversation);
        for (var next = 1; ; next++)
        {
            var wanted = next;
            await watch.WhenAsync(events => events.OfType<ApprovalRequest>().Count() >= wanted, cancellation);
            var request = stage.Conversation.Journal.Events().OfType<ApprovalRequest>().ElementAt(next - 1);
            stage.Conversation.Decide(request.Approval, Decisions.Approved);
        }
    }

    private static async Task SpeakAsync(Stage stage, CancellationToken cancellation)
    {
        if (stage.Conversation.Script.Advance != ScriptAdvance.User)
        {
            return;
        }

        using var watch = new JournalWatch(stage.Conversation);
        for (var turn = 1; turn < stage.Conversation.Script.Turns.Length; turn++)
        {
            var ended = turn;
            await watch.WhenAsync(events => events.OfType<TurnClose>().Count() >= ended, cancellation);
            stage.Conversation.Submit(null, null);
        }
    }
}
