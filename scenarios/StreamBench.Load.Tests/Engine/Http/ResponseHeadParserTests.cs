using System.Text;
using StreamBench.Load.Engine.Http;

namespace StreamBench.Load.Tests.Engine.Http;

public sealed class ResponseHeadParserTests
{
    [Fact]
    public void A_chunked_event_stream_is_recognised_in_any_spelling()
    {
        var head = Parse(
            "HTTP/1.1 200 OK\r\nCONTENT-TYPE:  text/Event-Stream ; charset=utf-8\r\ntransfer-encoding: Chunked\r\n\r\n"
        );

        head.ShouldBe(new ResponseHead(200, MediaKind.EventStream, BodyKind.Chunked, 0, Upgraded: false));
    }

    [Theory]
    [InlineData("Content-Length: 12\r\n", nameof(BodyKind.Counted), 12)]
    [InlineData("", nameof(BodyKind.UntilClose), 0)]
    [InlineData("Content-Length: 12\r\nTransfer-Encoding: chunked\r\n", nameof(BodyKind.Chunked), 0)]
    public void The_end_of_the_body_is_told_as_the_standard_has_it(string headers, string kind, long length)
    {
        var head = Parse($"HTTP/1.1 200 OK\r\n{headers}\r\n");

        (head?.Body.ToString(), head?.ContentLength).ShouldBe((kind, length));
    }

    [Theory]
    [InlineData("HTTP/2 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 20\r\n\r\n")]
    [InlineData("HTTP/1.1 abc OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n")]
    public void What_is_no_head_is_refused(string head) => Parse(head).ShouldBeNull();

    [Fact]
    public void The_end_is_found_across_two_reads()
    {
        var bytes = "HTTP/1.1 200 OK\r\n\r\nbody"u8;

        ResponseHeadParser.FindEnd(bytes[..18], 0).ShouldBe(0);
        ResponseHeadParser.FindEnd(bytes, 18).ShouldBe(19);
    }

    [Fact]
    public void An_upgrade_counts_only_with_the_right_answer()
    {
        const string Head = "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: right\r\n\r\n";

        Parse(Head, accept: "right")!.Value.Upgraded.ShouldBeTrue();
        Parse(Head, accept: "wrong")!.Value.Upgraded.ShouldBeFalse();
    }

    private static ResponseHead? Parse(string head, string accept = "") =>
        ResponseHeadParser.TryParse(Encoding.ASCII.GetBytes(head), Encoding.ASCII.GetBytes(accept), out var parsed)
            ? parsed
            : null;
}
