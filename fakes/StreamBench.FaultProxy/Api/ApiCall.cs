using System.Text;
using Microsoft.AspNetCore.Http;

namespace StreamBench.FaultProxy.Api;

/// <summary>One request and its answer, in the forms Toxiproxy gives them.</summary>
internal sealed class ApiCall(HttpContext context)
{
    /// <summary>What the braces of the route matched, in order.</summary>
    public string[] Values { get; set; } = [];

    /// <summary>Reads the first JSON value of the body.</summary>
    /// <exception cref="FaultProxyException">There is none: 400.</exception>
    public async Task<GoValue> ReadAsync()
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return GoValue.Parse(body.GetBuffer().AsSpan(0, (int)body.Length));
    }

    /// <summary>The body as text.</summary>
    public async Task<string> ReadTextAsync()
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }

    /// <summary>Whether the query says so: <c>?name=true</c>.</summary>
    public bool? Asks(string name) => bool.TryParse(context.Request.Query[name], out var value) ? value : null;

    /// <summary>Writes lines as they come, until there are no more or the client leaves.</summary>
    public async Task LinesAsync(IAsyncEnumerable<string> lines)
    {
        context.Response.ContentType = "application/x-ndjson";
        await context.Response.Body.FlushAsync(context.RequestAborted);
        try
        {
            await foreach (var line in lines.WithCancellation(context.RequestAborted))
            {
                await context.Response.WriteAsync(line + "\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has gone, which is how a follower says that it has seen enough.
        }
    }

    public Task JsonAsync(string json, int status = 200, string type = "application/json") =>
        WriteAsync(status, type, json);

    /// <summary>An error, the JSON of which Toxiproxy calls plain text.</summary>
    public Task FailAsync(FaultProxyException failure) =>
        TextAsync(
            failure.Status,
            $$"""{"error":{{GoJson.Quote(failure.Message)}},"status":{{failure.Status}}}""" + "\n"
        );

    public Task TextAsync(int status, string text)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return WriteAsync(status, "text/plain; charset=utf-8", text);
    }

    public Task NoContentAsync()
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task WriteAsync(int status, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
