using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.Protocol.Events;
using StreamBench.Transports;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Resumes with a cursor that the server cannot honour: it has to say so.</summary>
internal sealed class BadCursor : IServerCheck
{
    public async Task RunAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        var whole = await talk.HearAsync(null, cancellation);
        var cursor = run.Plan.Variant!.Name switch
        {
            "unknown" => "zz-no-such-cursor",
            "foreign" => await ForeignAsync(run, cancellation),
            _ => await ExpiredAsync(talk, whole, cancellation),
        };

        await using var listener = await talk.OpenAsync(cursor, cancellation);
        var first = await listener.UntilAsync(one => one.Payload is StreamEvent or Bye, cancellation);

        if (first is null && listener.End is { Kind: StreamEndKind.Refused } refusal)
        {
            run.Expect(
                "said",
                refusal.Status is 400 or 403 or 404 or 409 or 410,
                $"the resume was refused with {refusal.Status}, expected 410, or 403 or 404 for a foreign cursor"
            );
            return;
        }

        var hello = listener.Hello?.Resume;
        run.Expect(
            "said",
            hello is ResumeMode.Reset or ResumeMode.Snapshot && first?.Event is Snapshot,
            $"hello says {hello ?? "nothing"} and {first?.Payload.Type ?? "nothing"} follows, expected reset or snapshot with a snapshot, or 410"
        );
        if (first?.Event is Snapshot)
        {
            var (expected, actual) = (Folding.Of(whole.Heard), Folding.Of(listener.Heard));
            run.ExpectSame("state", "the state of the snapshot", Folding.Differences(expected.State, actual.State));
        }
    }

    private static async Task<string> ForeignAsync(ServerRun run, CancellationToken cancellation)
    {
        var other = await run.BeginAsync(cancellation);
        return (await other.HearAsync(null, cancellation)).Events.First(one => one.Cursor is not null).Cursor!;
    }

    private static async Task<string> ExpiredAsync(Talk talk, Listener whole, CancellationToken cancellation)
    {
        using var answer = await talk.Run.Link.SendAsync(
            HttpMethod.Post,
            talk.Run.Link.At(talk.Id, "/evict?keep=2"),
            cancellation
        );
        return answer.IsSuccessStatusCode
            ? whole.Events.First(one => one.Cursor is not null).Cursor!
            : throw new NotServedException(
                $"POST …/evict was answered {(int)answer.StatusCode}: the server forgets nothing on request"
            );
    }
}
