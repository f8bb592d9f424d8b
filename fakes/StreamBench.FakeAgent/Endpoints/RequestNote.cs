using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Telemetry;

namespace StreamBench.FakeAgent.Endpoints;

/// <summary>What is learned about a request while it is served; becomes its <see cref="RequestRecord"/> once the status is known.</summary>
internal sealed class RequestNote
{
    private bool isRecorded;
    private bool isUnheard;

    private DateTimeOffset AskedAt { get; init; }

    internal string Transport { get; set; } = "http";

    internal string? Conversation { get; set; }

    internal string? Cursor { get; set; }

    internal string? ClientId { get; set; }

    internal string? Wish { get; set; }

    internal string? ClientMessageId { get; set; }

    internal string? IdempotencyKey { get; set; }

    /// <summary>True when the answer is a stream of events.</summary>
    internal bool IsStream { get; set; }

    /// <summary>True when the connection dies without an answer, which has been recorded then.</summary>
    internal bool IsLost { get; set; }

    /// <summary>The note of this request; the first call makes it and sees to its record.</summary>
    internal static RequestNote Of(HttpContext http) =>
        (RequestNote?)http.Items[typeof(RequestNote)] ?? throw new InvalidOperationException("the door makes the note");

    internal static void Begin(HttpContext http, Agent agent)
    {
        var note = new RequestNote { AskedAt = agent.Time.GetUtcNow() };
        http.Items[typeof(RequestNote)] = note;
        // A stream may be silent for as long as it likes before its answer begins.
        var underWay = agent.Requests.Begin(() => note.IsStream ? null : note.Conversation);
        http.Response.OnStarting(() =>
        {
            note.Record(http, agent);
            underWay.Dispose();
            return Task.CompletedTask;
        });
        http.Response.OnCompleted(() =>
        {
            // Its client did not wait for the answer: what was asked for may have been done all the same.
            if (!note.IsStream && http.RequestAborted.IsCancellationRequested)
            {
                note.isUnheard = true;
                note.Record(http, agent);
            }

            underWay.Dispose();
            return Task.CompletedTask;
        });
    }

    private void Record(HttpContext http, Agent agent)
    {
        if (!IsLost && !isRecorded)
        {
            isRecorded = true;
            agent.Requests.Add(ToRecord(http, agent.Time));
        }
    }

    internal RequestRecord ToRecord(HttpContext http, TimeProvider time) =>
        new()
        {
            Time = time.GetUtcNow(),
            AskedAt = AskedAt,
            Transport = Transport,
            Method = http.Request.Method,
            Path = http.Request.Path.Value ?? "",
            Conversation = Conversation,
            Cursor = Cursor,
            ClientId = ClientId,
            Wish = Wish,
            ClientMessageId = ClientMessageId,
            IdempotencyKey = IdempotencyKey,
            HasToken = http.Request.Headers.Authorization.Count > 0,
            Status = IsLost || isUnheard ? 0 : http.Response.StatusCode,
        };
}
