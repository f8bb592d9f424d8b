using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Resumes with the last cursor of a finished conversation: there is nothing to wait for.</summary>
internal sealed class ResumeAtTheEnd : IServerCheck
{
    /// <summary>A generous deadline: the rule says at once.</summary>
    private const int DeadlineMs = 5_000;

    public async Task RunAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        var whole = await talk.HearAsync(null, cancellation);

        await using var again = await talk.OpenAsync(whole.Cursor, cancellation);
        var left = run.Settings.Scale(DeadlineMs);
        var asked = run.Settings.Time.GetTimestamp();
        var (inTime, one) = (true, (Heard?)null);
        do
        {
            (inTime, one) = await again.ReadWithinAsync(left - run.Settings.Time.GetElapsedTime(asked), cancellation);
        } while (inTime && one is { Payload: not Bye });

        run.Expect("ends", inTime, $"no bye, no 204 and no end within {left.TotalSeconds} s of a resume at the end");
        var more = again.Events.FirstOrDefault(e => e.Event is not Snapshot);
        run.Expect(
            "nothing-new",
            more is null,
            $"event {more?.Seq} came again, although the cursor was that of the last event"
        );
    }
}
