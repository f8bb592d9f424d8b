using System.Text;
using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Asks for what it must not get: the status has to say so.</summary>
internal sealed class ErrorsBeforeTheStream : IServerCheck
{
    private const int TooManyBytes = 24 << 20;

    public Task RunAsync(ServerRun run, CancellationToken cancellation) =>
        run.Plan.Variant!.Name switch
        {
            "token" => TokenAsync(run, cancellation),
            "unknown" => UnknownAsync(run, cancellation),
            _ => TooLargeAsync(run, cancellation),
        };

    private static async Task TokenAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        var wrong = ("authorization", "Bearer not-the-token");
        using var stream = await run.Link.SendAsync(
            HttpMethod.Get,
            run.Link.At(talk.Id, "/events"),
            cancellation,
            null,
            ("Accept", "text/event-stream"),
            wrong
        );
        using var message = await run.Link.SendAsync(
            HttpMethod.Post,
            run.Link.At(talk.Id, "/turns"),
            cancellation,
            Json(talk.MessageJson("m2")),
            wrong
        );
        foreach (var answer in new[] { stream, message })
        {
            run.Expect(
                "status",
                (int)answer.StatusCode is 401 or 403,
                $"a wrong token was answered {(int)answer.StatusCode} {answer.Content.Headers.ContentType?.MediaType}, expected 401"
            );
        }
    }

    private static async Task UnknownAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = run.Talk();
        var history = await talk.HistoryAsync(cancellation);
        var decision = await talk.DecideAsync("ap1", Decisions.Approved, "k1", cancellation);
        var cancel = await talk.CancelAsync("t1", cancellation);
        foreach (
            var (what, reply) in new[] { ("history", history), ("a decision", decision), ("a cancellation", cancel) }
        )
        {
            run.Expect(
                "status",
                reply.Status is 401 or 403 or 404,
                $"{what} of an unknown conversation was answered {Talk.Told(reply)}, expected 404"
            );
        }
    }

    private static async Task TooLargeAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = run.Talk();
        using var body = Json("{\"clientMessageId\":\"m1\",\"text\":\"" + new string('x', TooManyBytes) + "\"}");
        try
        {
            using var answer = await run.Link.SendAsync(
                HttpMethod.Post,
                run.Link.At(talk.Id, "/turns"),
                cancellation,
                body
            );
            run.Expect(
                "status",
                (int)answer.StatusCode is >= 400 and < 500 or 202,
                $"a message of 24 MiB was answered {(int)answer.StatusCode}, expected 413"
            );
            run.Expect(
                "retry-after",
                (int)answer.StatusCode != 429 || answer.Headers.RetryAfter is not null,
                "429 says nothing of when to try again"
            );
        }
        catch (ServerFaultException)
        {
            // To hang up on a message that is too long is honest too (RFC 9110 §15.5.14); the answer is then lost in the reset.
            run.Expect("status", holds: true, "");
        }
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
