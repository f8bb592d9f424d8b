using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace StreamBench.FaultProxy.Tests.Rules;

public sealed class RuleApiTests
{
    private const string Rules = """{"streambench-faults":1,"rules":[{"at":{"index":1},"do":"cut","how":"rst"}]}""";

    private static async Task<HttpClient> ServeAsync(World world)
    {
        var address = await world.Server.StartApiAsync(new IPEndPoint(IPAddress.Loopback, 0));
        return new HttpClient { BaseAddress = new Uri($"http://{address}/streambench/v1/") };
    }

    private static StringContent Text(string text) => new(text);

    [Fact]
    public async Task A_proxy_is_made_with_its_rules_in_one_request()
    {
        await using var world = await World.OpenAsync();
        using var api = await ServeAsync(world);

        var answer = await api.PutAsync(
            "proxies/chat",
            Text($$"""{"upstream":"{{world.UpstreamAddress}}","rules":{{Rules}}}""")
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var proxy = await answer.Content.ReadFromJsonAsync<JsonElement>();
        proxy.GetProperty("rules").GetRawText().ShouldBe(Rules);
        proxy.GetProperty("listen").GetString().ShouldBe(world.Server["chat"].Listen);
        world.Server["chat"].Rules.Rules.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Rules_are_set_shown_and_removed_and_never_show_among_toxics()
    {
        await using var world = await World.OpenAsync();
        using var api = await ServeAsync(world);

        var set = await api.PutAsync(
            "proxies/world/rules",
            Text("streambench-faults: 1\nrules:\n- { at: { index: 1 }, do: cut, how: rst }")
        );
        var shown = await api.GetStringAsync("proxies/world/rules");
        var toxics = await api.GetStringAsync("/proxies/world/toxics");
        var plain = await api.GetStringAsync("/proxies/world");
        var removed = await api.DeleteAsync("proxies/world/rules");

        set.StatusCode.ShouldBe(HttpStatusCode.OK);
        shown.ShouldBe(Rules);
        toxics.ShouldBe("[]");
        plain.ShouldNotContain("rules");
        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        world.Proxy.Rules.Rules.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mistake_is_answered_with_its_place_and_changes_nothing()
    {
        await using var world = await World.OpenAsync();
        using var api = await ServeAsync(world);
        await api.PutAsync("proxies/world/rules", Text(Rules));

        var answer = await api.PutAsync(
            "proxies/world/rules",
            Text("streambench-faults: 1\nrules:\n- { at: { index: 1 }, do: ctu }")
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("rules:3:27: unknown do 'ctu': did you mean 'cut'?");
        (await api.GetStringAsync("proxies/world/rules")).ShouldBe(Rules);
        (await api.GetAsync("proxies/nobody/rules")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_log_says_what_was_done_to_which_connection_at_which_byte_and_event()
    {
        await using var world = await World.OpenAsync();
        using var api = await ServeAsync(world);
        await api.PutAsync("proxies/world/rules", Text(Rules));
        using var follower = new StreamReader(await api.GetStreamAsync("log?follow=true&times=false"));
        using var pair = await world.ConnectAsync();
        await pair.Client.SendAsync("GET / HTTP/1.1\r\n\r\n");
        await pair.Server.ShouldReceiveAsync("GET / HTTP/1.1\r\n\r\n");
        (await api.GetStringAsync("connections")).ShouldStartWith(
            """[{"proxy":"world","connection":1,"client":"127.0.0.1:"""
        );

        await pair.Server.SendAsync(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent: tick\ndata: 1\n\n"
        );
        await pair.Client.ReadToEndAsync();

        const string line =
            """{"proxy":"world","connection":1,"stream":1,"direction":"downstream","what":"cut","rule":"1","event":1,"type":"tick","offset":0,"detail":"rst"}""";
        (await follower.ReadLineAsync()).ShouldBe(line);
        (await api.GetStringAsync("log?times=false")).ShouldBe(line + "\n");
        (await api.GetStringAsync("log")).ShouldStartWith("""{"time":"20""");
    }
}
