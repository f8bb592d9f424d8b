using System.Text;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Transports.Framing;

namespace StreamBench.Load.Tests.Engine.Http;

public sealed class RequestTemplateTests
{
    private static readonly RequestSpec Post = new()
    {
        Url = new Uri("http://127.0.0.1:4280/chat"),
        Method = "POST",
        Target = "/chat?user={{stream}}",
        Headers = [("Authorization", "Bearer secret"), ("X-Request", "r-{{number}}"), ("Last-Event-ID", "{{cursor}}")],
        Body = "{\"message\":\"hello {{ number }}\"}",
    };

    [Fact]
    public void A_request_is_filled_in_and_its_body_counted()
    {
        Write(Post, new RequestVariables { Number = 1234, Stream = 7 })
            .ShouldBe(
                "POST /chat?user=7 HTTP/1.1\r\nHost: 127.0.0.1:4280\r\nAccept: text/event-stream\r\n"
                    + "Cache-Control: no-store\r\nAuthorization: Bearer secret\r\nX-Request: r-1234\r\n"
                    + "Content-Length: 24\r\n\r\n{\"message\":\"hello 1234\"}"
            );
    }

    [Fact]
    public void A_header_that_names_the_cursor_is_sent_only_with_one()
    {
        var resuming = Write(Post, new RequestVariables { Cursor = "1:17"u8 });

        resuming.ShouldContain("\r\nLast-Event-ID: 1:17\r\n");
        Write(Post, default).ShouldNotContain("Last-Event-ID");
    }

    [Fact]
    public void A_buffer_that_is_too_small_is_said_and_not_overrun()
    {
        var template = RequestTemplate.Parse(Post, new WebSocketKey(new Random(1)));
        var whole = template.Write(new byte[1000], default);
        for (var size = 0; size < whole; size++)
        {
            template.Write(new byte[size], default).ShouldBe(-1, $"{size} bytes");
        }
    }

    [Theory]
    [InlineData("{{user}}", "\"{{user}}\" is no placeholder; there are {{number}}, {{hex}}, {{stream}} and {{cursor}}")]
    [InlineData("{{number", "the placeholder at character 1 is not closed by \"}}\"")]
    public void A_wrong_placeholder_is_refused_by_name(string text, string message) =>
        Should.Throw<FormatException>(() => TextTemplate.Parse(text)).Message.ShouldBe(message);

    [Fact]
    public void What_only_the_portable_path_can_read_is_refused()
    {
        var spec = Post with { Own = new OwnFraming("application/json", most => new BatchFraming(most)) };

        Should
            .Throw<FormatException>(() => RequestTemplate.Parse(spec, new WebSocketKey(new Random(1))))
            .Message.ShouldEndWith("is asked in a way that only the portable path has");
    }

    [Fact]
    public void A_header_cannot_smuggle_a_line_in()
    {
        var spec = Post with { Headers = [("X", "a\r\nY: b")] };

        Should.Throw<FormatException>(() => RequestTemplate.Parse(spec, new WebSocketKey(new Random(1))));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(126)]
    [InlineData(70_000)]
    public void A_client_frame_is_masked(int length)
    {
        var payload = new byte[length];
        new Random(1).NextBytes(payload);
        var wire = new byte[length + WebSocketFrameWriter.MaxHead];

        var written = WebSocketFrameWriter.Write(wire, WebSocketOpcode.Text, payload, mask: 0x04030201);

        (wire[0], wire[1] & 0x80).ShouldBe(((byte)0x81, 0x80));
        wire[(written - length - 4)..(written - length)].ShouldBe([1, 2, 3, 4]);
        wire[(written - length)..written].Select((b, i) => (byte)(b ^ (1 + (i % 4)))).ShouldBe(payload);
    }

    private static string Write(RequestSpec spec, in RequestVariables variables)
    {
        var bytes = new byte[2000];
        var length = RequestTemplate.Parse(spec, new WebSocketKey(new Random(1))).Write(bytes, variables);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
