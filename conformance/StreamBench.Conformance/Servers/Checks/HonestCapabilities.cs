using StreamBench.Conformance.Servers.Reaching;
using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Tries the plainest use of everything that is declared: advertised, but not served, is a failure of its own.</summary>
internal sealed class HonestCapabilities : IServerCheck
{
    private static readonly Dictionary<string, Func<ServerRun, CancellationToken, Task<string?>>> Tries = new(
        StringComparer.Ordinal
    )
    {
        ["stream"] = StreamAsync,
        ["resume"] = ResumeAsync,
        ["history"] = HistoryAsync,
        ["cancel"] = CancelAsync,
        ["approvals"] = ApprovalsAsync,
        ["heartbeats"] = HeartbeatsAsync,
        ["scripts"] = ScriptsAsync,
    };

    public async Task RunAsync(ServerRun run, CancellationToken cancellation)
    {
        foreach (var (capability, attempt) in Tries.Where(one => run.Card.Capabilities.Contains(one.Key)))
        {
            if (capability == "approvals" && !run.Card.Capabilities.Contains(ServerCapabilities.Scripts))
            {
                continue; // nothing makes such a server ask
            }

            var blame = await attempt(run, cancellation);
            run.Expect(capability, blame is null, $"advertised, not served: {blame}");
        }
    }

    private static async Task<string?> StreamAsync(ServerRun run, CancellationToken cancellation)
    {
        var heard = await (await run.BeginAsync(cancellation)).HearAsync(null, cancellation);
        return heard.Events.Any() ? null : $"the stream brought no event ({heard.End?.Kind} {heard.End?.Status})";
    }

    private static async Task<string?> ResumeAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        var cursor = (await talk.HearAsync(null, cancellation))
            .Events.FirstOrDefault(one => one.Cursor is not null)
            ?.Cursor;
        return cursor is null ? "no event carries a cursor"
            : (await talk.HearAsync(cursor, cancellation)).End is { Status: >= 400 and var status }
                ? $"a resume was answered {status}"
            : null;
    }

    private static async Task<string?> HistoryAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        await talk.HearAsync(null, cancellation);
        var reply = await talk.HistoryAsync(cancellation);
        return reply.IsSuccess && reply.Body.Member("state").IsPresent
            ? null
            : $"history was answered {Talk.Told(reply)}";
    }

    // Whether the turn is still running is a race that either end of is a proof of service.
    private static async Task<string?> CancelAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        var reply = await talk.CancelAsync(talk.Turn, cancellation);
        return reply.Status is 200 or 202 or 409 ? null : $"cancelling was answered {Talk.Told(reply)}";
    }

    private static async Task<string?> ApprovalsAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation, "S-APPR");
        var heard = await talk.HearAsync(null, cancellation);
        return heard.Events.Any(one => one.Event is ApprovalDecision) ? null : "no approval was asked for and decided";
    }

    private static async Task<string?> HeartbeatsAsync(ServerRun run, CancellationToken cancellation)
    {
        var heard = await (await run.BeginAsync(cancellation)).HearAsync(null, cancellation);
        return heard.Hello is { HeartbeatMs: > 0 } ? null : "hello names no heartbeat interval";
    }

    private static async Task<string?> ScriptsAsync(ServerRun run, CancellationToken cancellation)
    {
        var reply = await new Talk(run, $"{run.Talk().Id}-x", "S-NO-SUCH-SCRIPT").SayAsync("m1", cancellation);
        return reply.Status is >= 400 and < 500
            ? null
            : $"an unknown script was answered {Talk.Told(reply)}, expected 400";
    }
}
