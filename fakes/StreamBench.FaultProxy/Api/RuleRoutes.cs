using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Rules;
using StreamBench.FaultProxy.Rules.Files;

namespace StreamBench.FaultProxy.Api;

/// <summary>
/// <c>/streambench/v1/…</c>: rules for streams, the log and the connections. Apart from Toxiproxy's own routes, as its client libraries
/// throw on what they do not know.
/// </summary>
internal sealed class RuleRoutes(FaultProxyServer server)
{
    private const string Root = "/streambench/v1";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void MapTo(Router router)
    {
        router.Map("PUT", $"{Root}/proxies/{{proxy}}", PutAsync);
        router.Map("GET", $"{Root}/proxies/{{proxy}}", ShowAsync);
        router.Map("GET", $"{Root}/proxies/{{proxy}}/rules", ShowRulesAsync);
        router.Map("PUT", $"{Root}/proxies/{{proxy}}/rules", SetRulesAsync);
        router.Map("DELETE", $"{Root}/proxies/{{proxy}}/rules", RemoveRulesAsync);
        router.Map("GET", $"{Root}/log", LogAsync);
        router.Map("GET", $"{Root}/connections", ConnectionsAsync);
    }

    /// <summary>The proxy as in Toxiproxy's JSON, with <c>rules</c>: a rule file, or the list in one.</summary>
    private async Task PutAsync(ApiCall call)
    {
        var body = await call.ReadAsync();
        var config = ProxyBody.Read(body, withToxics: true) with
        {
            Name = call.Values[0],
            Rules = ReadRules(body["rules"]),
        };
        // Without a listen address a proxy that is there stays where it is, and its connections live on.
        if (body["listen"].IsAbsent && server.Proxies.FirstOrDefault(proxy => proxy.Name == config.Name) is { } before)
            config = config with { Listen = before.Listen };
        await call.JsonAsync(Of(await server.PutAsync(config)));
    }

    private Task ShowAsync(ApiCall call) => call.JsonAsync(Of(server[call.Values[0]]));

    private Task ShowRulesAsync(ApiCall call) => call.JsonAsync(Of(server[call.Values[0]].Rules));

    /// <summary>A rule file, in YAML or JSON.</summary>
    private async Task SetRulesAsync(ApiCall call)
    {
        var proxy = server[call.Values[0]];
        await proxy.SetRulesAsync(Parse(await call.ReadTextAsync()));
        await call.JsonAsync(Of(proxy.Rules));
    }

    private async Task RemoveRulesAsync(ApiCall call)
    {
        await server[call.Values[0]].SetRulesAsync(FaultRules.None);
        await call.NoContentAsync();
    }

    /// <summary>JSON lines; <c>?follow=true</c> goes on as things happen, <c>?times=false</c> leaves out what differs from run to run.</summary>
    private async Task LogAsync(ApiCall call)
    {
        var withTimes = call.Asks("times") ?? true;
        if (call.Asks("follow") == true)
            await call.LinesAsync(server.Faults.FollowAsync().Select(record => LogLine.Of(record, withTimes)));
        else
            await call.JsonAsync(
                string.Concat(server.Faults.Recent.Select(record => LogLine.Of(record, withTimes) + "\n")),
                type: "application/x-ndjson"
            );
    }

    private Task ConnectionsAsync(ApiCall call) =>
        call.JsonAsync(
            Write(json =>
            {
                json.WriteStartArray();
                foreach (var proxy in server.Proxies)
                    Write(json, proxy);
                json.WriteEndArray();
            })
        );

    private static void Write(Utf8JsonWriter json, Proxy proxy)
    {
        var streams = proxy.TrackedConnections.ToDictionary(tracked => tracked.Info.Number, tracked => tracked.Stream);
        foreach (var connection in proxy.LiveConnections)
        {
            json.WriteStartObject();
            json.WriteString("proxy", proxy.Name);
            json.WriteNumber("connection", connection.Number);
            if (streams.GetValueOrDefault(connection.Number) is > 0 and var stream)
                json.WriteNumber("stream", stream);
            json.WriteString("client", connection.Client?.ToString());
            json.WriteEndObject();
        }
    }

    private static FaultRules ReadRules(GoValue rules)
    {
        if (rules.IsAbsent)
            return FaultRules.None;
        return Parse(rules.IsArray ? $$"""{"{{RuleFile.Head}}":1,"rules":{{rules.Raw}}}""" : rules.Raw);
    }

    private static FaultRules Parse(string text)
    {
        try
        {
            return RuleFile.Parse(text);
        }
        catch (RuleFileException e)
        {
            throw FaultProxyException.BadRules(e.Message);
        }
    }

    private static string Of(FaultRules rules) => Write(json => RuleJson.Write(rules, json));

    private static string Of(Proxy proxy) => $$"""{{GoJson.Of(proxy)[..^1]}},"rules":{{Of(proxy.Rules)}}}""";

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
            write(json);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
