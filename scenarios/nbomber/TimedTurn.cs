using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.Wire;

namespace StreamBench.NBomber;

/// <summary>
/// One turn from its request to its completion signal. Each moment is a task that completes when it comes, or when it is known
/// that it never will. Every event goes through the reducer of the protocol: a turn that lost one is no good turn.
/// </summary>
internal sealed class TimedTurn(HttpClient http, StreamTarget target, string conversation)
{
    private readonly TaskCompletionSource<TurnOutcome> headers = Moment();
    private readonly TaskCompletionSource<TurnOutcome> firstEvent = Moment();
    private readonly TaskCompletionSource<TurnOutcome> firstContent = Moment();
    private readonly TaskCompletionSource<TurnOutcome> closed = Moment();
    private readonly Reducer reducer = new();
    private string? turn;

    /// <summary>The head of the response.</summary>
    internal Task<TurnOutcome> Headers => headers.Task;

    /// <summary>The first event of any kind.</summary>
    internal Task<TurnOutcome> FirstEvent => firstEvent.Task;

    /// <summary>The first text of the answer.</summary>
    internal Task<TurnOutcome> FirstContent => firstContent.Task;

    /// <summary>The completion signal.</summary>
    internal Task<TurnOutcome> Closed => closed.Task;

    /// <summary>Bytes of payloads, framing left out.</summary>
    internal int Bytes { get; private set; }

    /// <summary>Asks and reads to the end of the turn.</summary>
    internal async Task<TurnOutcome> ReadAsync(CancellationToken cancellation)
    {
        var outcome = await TryReadAsync(cancellation);
        foreach (var moment in new[] { headers, firstEvent, firstContent, closed })
        {
            // What came has come; what has not will not.
            moment.TrySetResult(outcome.IsGood ? new TurnOutcome("never", "the turn had none") : outcome);
        }

        return outcome;
    }

    private async Task<TurnOutcome> TryReadAsync(CancellationToken cancellation)
    {
        try
        {
            using var request = Request();
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!response.IsSuccessStatusCode)
            {
                return new TurnOutcome($"{(int)response.StatusCode}", "answered by a status instead of a stream");
            }

            headers.TrySetResult(TurnOutcome.Good);
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            return await ReadEventsAsync(body, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new TurnOutcome("connection", e.Message);
        }
        catch (OperationCanceledException)
        {
            return new TurnOutcome("timeout", "took too long");
        }
    }

    private async Task<TurnOutcome> ReadEventsAsync(Stream body, CancellationToken cancellation)
    {
        var events = SseParser.Create(body, (_, data) => Read(data)).EnumerateAsync(cancellation);
        await foreach (var item in events)
        {
            firstEvent.TrySetResult(TurnOutcome.Good);
            if (item.Data is not { } payload)
            {
                return new TurnOutcome("unreadable", "an event cannot be read");
            }

            if (payload is StreamEvent happening && Apply(happening) is { } outcome)
            {
                return outcome;
            }
        }

        return new TurnOutcome("truncated", "the stream ended before its turn");
    }

    private TurnOutcome? Apply(StreamEvent happening)
    {
        reducer.Apply(happening);
        switch (happening)
        {
            case TurnOpen open:
                turn ??= open.Turn;
                return null;
            case TextAppend { Text.Length: > 0, Item: { } id } when IsAnswer(id):
                firstContent.TrySetResult(TurnOutcome.Good);
                return null;
            case TurnClose close when turn is null || close.Turn == turn:
                var outcome = Judge(close);
                closed.TrySetResult(outcome);
                return outcome;
            default:
                return null;
        }
    }

    private TurnOutcome Judge(TurnClose close) =>
        reducer.Missing is { } missing ? new TurnOutcome("mismatch", $"event {missing.From} never came")
        : close.Status == TurnStatus.Completed ? TurnOutcome.Good
        : new TurnOutcome($"turn.{close.Status}", "the server ended the turn so");

    private bool IsAnswer(string id) =>
        reducer.State.Items.TryGetValue(id, out var item) && item is { Kind: ItemKind.Text, Role: not "user" };

    private Payload? Read(ReadOnlySpan<byte> data)
    {
        Bytes += data.Length;
        return PayloadReader.Read(data) is { Ok: true } read ? read.Payload : null;
    }

    private HttpRequestMessage Request()
    {
        var script = target.Script is { } name ? $"\"script\":{Quoted(name)}," : "";
        return new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(target.Server, $"/v1/conversations/{conversation}/turns")
        )
        {
            Headers = { Accept = { new("text/event-stream") } },
            Content = new StringContent(
                $"{{{script}\"text\":{Quoted(target.Text)},\"clientMessageId\":\"m1\"}}",
                Encoding.UTF8,
                "application/json"
            ),
        };
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static TaskCompletionSource<TurnOutcome> Moment() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
