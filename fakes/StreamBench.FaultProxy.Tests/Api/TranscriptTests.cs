using System.Net;
using System.Net.Sockets;

namespace StreamBench.FaultProxy.Tests.Api;

/// <summary>Requests and the answers a Toxiproxy 2.12 server gives to them, byte for byte.</summary>
public class TranscriptTests
{
    private const string Web =
        """{"name":"web","listen":"localhost:1","upstream":"127.0.0.1:9","enabled":false,"toxics":[]}""";
    private const string Slow =
        """{"attributes":{"latency":100,"jitter":0},"name":"slow","type":"latency","stream":"upstream","toxicity":0.5}""";

    /// <summary>Each row starts with a disabled proxy <c>web</c> that has an upstream toxic <c>slow</c>.</summary>
    public static TheoryData<string, string, string?, string> Rows =>
        new()
        {
            { "GET", "/version", null, "200 {\"version\": \"2.12.0\"}\n" },
            { "GET", "/proxies", null, $$"""200 {"web":{{WebWith(Slow)}}}""" },
            { "GET", "/proxies/web", null, $"200 {WebWith(Slow)}" },
            { "GET", "/proxies/no", null, Error(404, "proxy not found") },
            { "GET", "/proxies/no/toxics", null, Error(404, "proxy not found") },
            { "DELETE", "/proxies/no", null, Error(404, "proxy not found") },
            { "DELETE", "/proxies/web", null, "204 " },
            // Bodies
            { "POST", "/proxies", null, Error(400, "bad request body: EOF") },
            { "POST", "/proxies", "{", Error(400, "bad request body: unexpected EOF") },
            { "POST", "/proxies", "nonsense", "400 {\"error\":\"bad request body: *" },
            { "POST", "/proxies", "\uFEFF{}", "400 {\"error\":\"bad request body: *" },
            {
                "POST",
                "/proxies",
                "[]",
                "400 {\"error\":\"bad request body: json: cannot unmarshal array into Go value*"
            },
            {
                "POST",
                "/proxies",
                """{"name":1}""",
                "400 {\"error\":\"bad request body: json: cannot unmarshal number into Go struct field name of type string*"
            },
            { "POST", "/proxies", "{}", Error(400, "missing required field: name") },
            { "POST", "/proxies", "null", Error(400, "missing required field: name") },
            { "POST", "/proxies", """{"name":"","upstream":"a:1"}""", Error(400, "missing required field: name") },
            { "POST", "/proxies", """{"name":"a","upstream":null}""", Error(400, "missing required field: upstream") },
            { "POST", "/proxies", """{"name":"web","upstream":"a:1"}""", Error(409, "proxy already exists") },
            {
                "POST",
                "/proxies",
                """{"NAME":"x","name":"<a&b>","Listen":"h:2","uPSTREAM":"é:1","enabled":false,"other":[1]} trailing""",
                """201 {"name":"\u003ca\u0026b\u003e","listen":"h:2","upstream":"é:1","enabled":false,"toxics":[]}"""
            },
            {
                "POST",
                "/proxies",
                """{"name":"a","upstream":"a:1","listen":"127.0.0.1"}""",
                Error(500, "listen tcp: address 127.0.0.1: missing port in address")
            },
            {
                "POST",
                "/proxies",
                """{"name":"a","upstream":"a:1","listen":"127.0.0.1:xx"}""",
                Error(500, "listen tcp: lookup tcp/xx: unknown port")
            },
            {
                "POST",
                "/proxies",
                """{"name":"a","upstream":"a:1","listen":"127.0.0.1:70000"}""",
                Error(500, "listen tcp: address 70000: invalid port")
            },
            // Updating a proxy: by POST and PATCH, nothing asked for is nothing changed
            { "POST", "/proxies/web", "{}", $"200 {WebWith(Slow)}" },
            { "PATCH", "/proxies/web", """{"enabled":null,"name":"other","toxics":[]}""", $"200 {WebWith(Slow)}" },
            { "PATCH", "/proxies/web", """{"upstream":""}""", $"200 {WebWith(Slow).Replace("127.0.0.1:9", "")}" },
            {
                "PATCH",
                "/proxies/web",
                """{"enabled":"yes"}""",
                "400 {\"error\":\"bad request body: json: cannot unmarshal string*"
            },
            {
                "PATCH",
                "/proxies/web",
                """{"listen":"127.0.0.1"}""",
                Error(500, "listen tcp: address 127.0.0.1: missing port in address")
            },
            // Toxics
            { "GET", "/proxies/web/toxics", null, $"200 [{Slow}]" },
            { "GET", "/proxies/web/toxics/slow", null, $"200 {Slow}" },
            { "GET", "/proxies/web/toxics/no", null, Error(404, "toxic not found") },
            { "DELETE", "/proxies/web/toxics/no", null, Error(404, "toxic not found") },
            { "DELETE", "/proxies/web/toxics/slow", null, "204 " },
            { "POST", "/proxies/web/toxics", "{}", Error(400, "invalid toxic type") },
            { "POST", "/proxies/web/toxics", """{"type":"Latency"}""", Error(400, "invalid toxic type") },
            {
                "POST",
                "/proxies/web/toxics",
                """{"type":"none","stream":"sideways"}""",
                Error(400, "stream was invalid, can be either upstream or downstream")
            },
            {
                "POST",
                "/proxies/web/toxics",
                """{"type":"latency","stream":""}""",
                Error(400, "stream was invalid, can be either upstream or downstream")
            },
            { "POST", "/proxies/web/toxics", """{"type":"none","name":"slow"}""", Error(400, "invalid toxic type") },
            {
                "POST",
                "/proxies/web/toxics",
                """{"type":"latency","name":"slow"}""",
                Error(409, "toxic already exists")
            },
            {
                "POST",
                "/proxies/web/toxics",
                """{"type":"latency","stream":"DownStream","attributes":{"LATENCY":7},"toxicity":null}""",
                """200 {"attributes":{"latency":7,"jitter":0},"name":"latency_DownStream","type":"latency","stream":"DownStream","toxicity":1}"""
            },
            {
                "POST",
                "/proxies/web/toxics",
                """{"type":"latency","attributes":{"latency":1.5}}""",
                "400 {\"error\":\"bad request body: json: cannot unmarshal number 1.5*"
            },
            {
                "POST",
                "/proxies/web/toxics",
                """{"type":"latency","attributes":{"latency":100.0}}""",
                "400 {\"error\":\"bad request body: *"
            },
            {
                "POST",
                "/proxies/web/toxics",
                """{"type":"latency","attributes":{"latency":1e2}}""",
                "400 {\"error\":\"bad request body: *"
            },
            {
                "POST",
                "/proxies/web/toxics",
                """{"type":"latency","attributes":{"latency":9223372036854775808}}""",
                "400 {\"error\":\"bad request body: *"
            },
            {
                "POST",
                "/proxies/web/toxics",
                """{"type":"slicer","attributes":null,"toxicity":-2}""",
                """200 {"attributes":{"average_size":0,"size_variation":0,"delay":0},"name":"slicer_downstream","type":"slicer","stream":"downstream","toxicity":-2}"""
            },
            {
                "POST",
                "/proxies/web/toxics",
                """{"type":"packet_loss","attributes":{"loss_rate":0.250}}""",
                """200 {"attributes":{"loss_rate":0.25,"correlation":0},"name":"packet_loss_downstream","type":"packet_loss","stream":"downstream","toxicity":1}"""
            },
            {
                "POST",
                "/proxies/web/toxics/slow",
                """{"attributes":{"jitter":3},"name":"x","type":"slicer","stream":"downstream"}""",
                $"200 {Slow.Replace("\"jitter\":0", "\"jitter\":3")}"
            },
            { "PATCH", "/proxies/web/toxics/slow", """{"toxicity":1}""", $"200 {Slow.Replace("0.5", "1")}" },
            // Populate
            { "POST", "/populate", "[]", """201 {"proxies":null}""" },
            { "POST", "/populate", "null", """201 {"proxies":null}""" },
            { "POST", "/populate", "", """400 {"error":"bad request body: EOF","status":400,"proxies":null}""" },
            {
                "POST",
                "/populate",
                """[{"name":"a","upstream":"b:1"},{"upstream":"b:1"}]""",
                """400 {"error":"missing required field: name at proxy 2","status":400,"proxies":null}"""
            },
            {
                "POST",
                "/populate",
                """[{"name":"web","listen":"127.0.0.1:1","upstream":"127.0.0.1:9","enabled":true}]""",
                $$"""201 {"proxies":[{{WebWith(Slow)}}]}"""
            },
            {
                "POST",
                "/populate",
                """[{"name":"a","listen":"x:1","upstream":"b:1","enabled":false},{"name":"b","listen":"127.0.0.1","upstream":"b:1"},{"name":"c","upstream":"b:1"}]""",
                """500 {"error":"listen tcp: address 127.0.0.1: missing port in address","status":500,"proxies":[{"name":"a","listen":"x:1","upstream":"b:1","enabled":false,"toxics":[]}]}"""
            },
            // The router
            { "GET", "/", null, "404 404 page not found\n" },
            { "GET", "/Proxies", null, "404 404 page not found\n" },
            { "GET", "/proxies/", null, "404 404 page not found\n" },
            { "GET", "/proxies/a%2Fb", null, "404 404 page not found\n" },
            { "GET", "/proxies/%77eb", null, $"200 {WebWith(Slow)}" },
            { "DELETE", "/proxies", null, "405 " },
            { "PUT", "/proxies/web", "{}", "405 " },
            { "OPTIONS", "/version", null, "405 " },
            { "GET", "/populate", null, "405 " },
            { "GET", "//proxies", null, "301 " },
            { "GET", "/proxies/..", null, "301 " },
        };

    [Theory, MemberData(nameof(Rows))]
    public async Task Answers_as_Toxiproxy(string method, string path, string? body, string expected)
    {
        await using var world = await ApiWorld.OpenAsync();
        (await world.AskAsync("POST", "/proxies", Web)).ShouldBe($"201 {Web}");
        var toxic =
            """{"name":"slow","type":"latency","stream":"upstream","toxicity":0.5,"attributes":{"latency":100}}""";
        (await world.AskAsync("POST", "/proxies/web/toxics", toxic)).ShouldBe($"200 {Slow}");

        var answer = await world.AskAsync(method, path, body);

        if (expected.EndsWith('*'))
            answer.ShouldStartWith(expected[..^1]);
        else
            answer.ShouldBe(expected);
        if (expected[0] is '4' or '5')
            (await world.AskAsync("GET", "/proxies")).ShouldContain(
                WebWith(Slow),
                customMessage: "a refused request changes nothing"
            );
    }

    [Fact]
    public async Task Headers_are_those_of_Toxiproxy()
    {
        await using var world = await ApiWorld.OpenAsync();

        using var fine = await world.SendAsync("GET", "/proxies");
        using var refused = await world.SendAsync("GET", "/proxies/no");
        using var unknown = await world.SendAsync("GET", "/no");
        using var moved = await world.SendAsync("GET", "//proxies");
        using var version = await world.SendAsync("GET", "/version");

        fine.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        fine.Headers.GetValues("X-Toxiproxy-Request-Id").Single().ShouldMatch("^[0-9a-v]{20}$");
        refused.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        refused.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        refused.Headers.Contains("X-Toxiproxy-Request-Id").ShouldBeTrue();
        unknown.Headers.Contains("X-Toxiproxy-Request-Id").ShouldBeFalse();
        moved.Headers.Location!.ToString().ShouldBe("/proxies");
        version.Content.Headers.NonValidated["Content-Type"].ToString().ShouldBe("application/json;charset=utf-8");
    }

    [Theory]
    [InlineData("Mozilla/5.0", "/version", 403)]
    [InlineData("Mozilla/5.0", "/metrics", 403)]
    [InlineData("mozilla/5.0", "/version", 200)]
    [InlineData("curl Mozilla/5.0", "/version", 200)]
    [InlineData("Mozilla/5.0", "/unknown", 404)]
    public async Task A_browser_is_kept_out(string agent, string path, int status)
    {
        await using var world = await ApiWorld.OpenAsync();

        using var response = await world.SendAsync("GET", path, agent: agent);

        ((int)response.StatusCode).ShouldBe(status);
        if (status == 403)
            (await response.Content.ReadAsStringAsync()).ShouldBe("User agent not allowed\n");
    }

    [Fact]
    public async Task A_taken_port_is_refused_in_the_words_of_the_system()
    {
        await using var world = await ApiWorld.OpenAsync();
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var taken = other.LocalEndPoint!.ToString()!;

        var answer = await world.AskAsync(
            "POST",
            "/proxies",
            $$"""{"name":"a","upstream":"b:1","listen":"{{taken}}"}"""
        );

        answer.ShouldBe(Error(500, $"listen tcp {taken}: bind: address already in use"));
        (await world.AskAsync("GET", "/proxies")).ShouldBe("200 {}");
    }

    private static string WebWith(string toxics) => Web.Replace("[]", $"[{toxics}]");

    private static string Error(int status, string message) =>
        $$"""{{status}} {"error":"{{message}}","status":{{status}}}""" + "\n";
}
