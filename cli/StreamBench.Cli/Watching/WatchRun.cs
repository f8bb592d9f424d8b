using System.Collections.Immutable;
using StreamBench.Transports;
using StreamBench.Transports.Client;
using StreamBench.Transports.Http;

namespace StreamBench.Cli.Watching;

/// <summary>Follows a stream and shows what the wire brings, holes and all: nothing is repaired, so nothing is hidden.</summary>
internal sealed class WatchRun(TextWriter error, IWatchView view, TimeProvider time)
{
    private const int MaxAttempts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs until the end of the stream, of the turn (<see cref="WatchSettings.Once"/>) or Ctrl-C; answers the exit code.</summary>
    internal async Task<int> RunAsync(WatchSettings settings, CancellationToken cancellation)
    {
        using var http = TransportHttp.Create();
        var parts = PartsOf(settings, http) with
        {
            Headers = settings.Token is { } token
                ? ImmutableDictionary<string, string>.Empty.Add("authorization", $"Bearer {token}")
                : ImmutableDictionary<string, string>.Empty,
        };
        var fold = new WatchFold(view, settings.Cursor);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var saying = settings.Send is { } text ? SayAsync(settings, parts, text, over.Token) : null;
        var (code, why) = (ExitCode.AsExpected, "stopped");
        try
        {
            string? turn = null;
            if (saying is not null && settings.Dialect.Endpoints.IsEmpty)
            {
                var reply = await saying;
                if (!reply.IsSuccess)
                {
                    return Refuse(
                        settings,
                        reply.Failure?.Detail ?? reply.Text("message") ?? "no reason given",
                        reply.Status
                    );
                }

                turn = reply.Text("turn");
            }

            bool IsEnough() => settings.Once && fold.IsTurnOver(turn);
            var end = await FollowAsync(parts, fold, IsEnough, cancellation);
            if (end is { Kind: StreamEndKind.Refused or StreamEndKind.Unreachable } && fold.Events == 0)
            {
                return Refuse(settings, end.Detail, end.Status);
            }

            (code, why) = Judge(end);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What was seen is shown; being stopped is how a watch usually ends.
        }

        await over.CancelAsync();
        await (saying ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        view.End(why, fold.Digest(), fold.Events);
        return code;
    }

    // In a dialect of the other kind a message is said on the stream itself: it goes out once that is open.
    private static Task<ChatReply> SayAsync(
        WatchSettings settings,
        ChatClientParts parts,
        string text,
        CancellationToken cancellation
    )
    {
        var message = new ChatMessage(text, Guid.CreateVersion7().ToString(), settings.Script);
        return parts.Requests.SubmitAsync(new Caller(parts.Conversation, parts.Headers), message, cancellation);
    }

    private ChatClientParts PartsOf(WatchSettings settings, HttpMessageInvoker http)
    {
        var (server, conversation) = (settings.Target.Server, settings.Target.Conversation);
        var decoder = settings.Dialect.NewDecoder();
        var config = new ClientConfig();
        return settings.Dialect.Endpoints.FirstOrDefault(one => one.Transport == settings.Transport) is { } address
            ? ReferenceClient.Create(conversation, address, server, http, decoder, config, seed: 0, time)
            : ReferenceClient.Create(conversation, settings.Transport, server, http, decoder, config, seed: 0, time);
    }

    private async Task<StreamEnd?> FollowAsync(
        ChatClientParts parts,
        WatchFold fold,
        Func<bool> isEnough,
        CancellationToken cancellation
    )
    {
        var failures = 0;
        while (true)
        {
            var before = fold.Events;
            var request = new StreamRequest(parts.Conversation, fold.Cursor) { Headers = parts.Headers };
            await using var connection = await parts.Transport.OpenAsync(request, cancellation);
            parts.Decoder.StartConnection();
            while (await connection.ReadAsync(cancellation))
            {
                fold.Take(parts.Decoder, connection.Current);
                if (fold.Cursor is { } reached)
                {
                    connection.Acknowledge(reached);
                }

                if (isEnough())
                {
                    return null;
                }
            }

            var end = connection.End!;
            failures = fold.Events > before ? 0 : failures + 1;
            if (fold.IsOver || IsFinal(end) || failures >= MaxAttempts || fold.Events == 0)
            {
                return end;
            }

            view.Remark($"{end.Kind}: {end.Detail}; resuming after {fold.Cursor ?? "nothing"}");
            await Task.Delay(connection.Retry ?? Pause, time, cancellation);
        }
    }

    private static bool IsFinal(StreamEnd end) =>
        end.Kind is StreamEndKind.Finished or StreamEndKind.BadContentType or StreamEndKind.BadRedirect
        || (end.Kind == StreamEndKind.Refused && end.Status is >= 400 and < 500 and not (408 or 429));

    private static (int Code, string Why) Judge(StreamEnd? end) =>
        end switch
        {
            null => (ExitCode.AsExpected, "the turn is over"),
            { Kind: StreamEndKind.Completed or StreamEndKind.Finished or StreamEndKind.Closed } => (
                ExitCode.AsExpected,
                $"ended by the server: {end.Detail}"
            ),
            _ => (ExitCode.Harness, $"{end.Kind}: {end.Detail}"),
        };

    private int Refuse(WatchSettings settings, string detail, int status)
    {
        var (name, server) = (Printable.Of(settings.Target.Conversation), settings.Target.Server);
        var next = status switch
        {
            404 => $"there is no conversation \"{name}\", or no such script. Start one with --send TEXT.",
            401 or 403 => "it wants another token: --token TEXT.",
            0 =>
                $"is a server there, and does it speak {settings.Transport} on this port? (streambench serve has gRPC on 4281)",
            _ => "see above.",
        };
        error.WriteLine($"{server}: {Printable.Of(detail)}{(status > 0 ? $" (status {status})" : "")}");
        error.WriteLine($"Next: {next}");
        return status is >= 400 and < 500 ? ExitCode.Usage : ExitCode.Harness;
    }
}
