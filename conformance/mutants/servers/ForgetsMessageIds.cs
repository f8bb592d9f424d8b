using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent;

namespace StreamBench.Mutants.Servers;

/// <summary>The message id is stored, but nobody looks for it.</summary>
public sealed class ForgetsMessageIds : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "forgets-message-ids";

    /// <inheritdoc/>
    public string Bug => "opens a new turn whenever a message is sent again";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-008"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) => right.With(ForgetAsync);

    private static async Task ForgetAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Is("POST", "/turns"))
        {
            using var reader = new StreamReader(http.Request.Body);
            var message = JsonNode.Parse(await reader.ReadToEndAsync())!.AsObject();
            message.Remove("clientMessageId");
            var body = Encoding.UTF8.GetBytes(message.ToJsonString());
            http.Request.Body = new MemoryStream(body);
            http.Request.ContentLength = body.Length;
        }

        await next(http);
    }
}
