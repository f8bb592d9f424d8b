using System.Buffers;
using System.Text;
using StreamBench.Dialects.Atmosphere.Framing;

namespace StreamBench.Dialects.Tests.Atmosphere.Framing;

public sealed class ConnectionTests
{
    private const string Id = "6f1c2f7e-0d3b-4a86-9a55-3f4d6f0c8b21";

    [Fact]
    public void A_first_connection_begins_with_a_handshake()
    {
        var query =
            "X-Atmosphere-tracking-id=0&X-Atmosphere-Framework=5.0.7&X-Atmosphere-Transport=sse"
            + "&X-Atmosphere-TrackMessageSize=true&X-Heartbeat-Server=20&Content-Type=text%2Fplain&X-atmo-protocol=true";

        var parameters = ConnectionParameters.Parse("?" + query).ShouldNotBeNull();

        parameters.BeginsWithHandshake.ShouldBeTrue();
        parameters.TrackingId.ShouldBeNull();
        parameters.TrackMessageSize.ShouldBeTrue();
        parameters.ServerHeartbeat.ShouldBe(20);
        parameters.ContentType.ShouldBe("text/plain");
        parameters.ToQuery().ShouldBe(query);
    }

    [Fact]
    public void A_client_that_comes_back_names_its_id_and_gets_no_handshake()
    {
        var back = new ConnectionParameters
        {
            TrackingId = Id,
            Transport = "websocket",
            WantsHandshake = true,
            RunId = "run 1",
        };

        var read = ConnectionParameters.Parse(back.ToQuery());

        read.ShouldBe(back);
        read!.BeginsWithHandshake.ShouldBeFalse();
    }

    [Theory]
    [InlineData("2.2.0", false)]
    [InlineData("2.2.1", true)]
    [InlineData("5.0.7", true)]
    [InlineData("five", false)]
    public void An_old_framework_is_told_from_a_known_one(string version, bool known) =>
        new ConnectionParameters { Transport = "sse", Framework = version }.HasKnownFramework.ShouldBe(known);

    [Fact]
    public void A_query_without_a_transport_is_none() => ConnectionParameters.Parse("a=b").ShouldBeNull();

    [Fact]
    public void A_handshake_reads_back()
    {
        var handshake = new Handshake(Guid.Parse(Id), 30_000);

        handshake.ToString().ShouldBe(Id + "|30000|X|");
        Handshake.Parse(handshake.ToString()).ShouldBe(handshake);
    }

    [Theory]
    [InlineData("| a | table | row |")]
    [InlineData("13|{\"event\":\"x\"}")]
    [InlineData(Id + "|0|X")]
    [InlineData(Id + "|-1|X|")]
    public void What_only_looks_like_a_handshake_is_a_message(string message) =>
        Handshake.Parse(message).ShouldBeNull();

    [Fact]
    public void An_event_stream_has_padding_and_lines_of_its_own_kind()
    {
        var output = new ArrayBufferWriter<byte>();

        SseForm.Write(output, "one\r\ntwo\n\nthree"u8);
        SseForm.WriteError(output, 501, "too old");

        Encoding
            .UTF8.GetString(output.WrittenSpan)
            .ShouldBe("data:one\r\ndata:two\r\ndata:\r\ndata:three\r\n\r\nevent:error\ndata:501 too old\n\n");
        SseForm.Padding.Length.ShouldBe(2001);
        SseForm.Padding[^1].ShouldBe((byte)'\n');
    }

    [Fact]
    public void A_heartbeat_is_one_character_alone()
    {
        Heartbeat.Is("X"u8).ShouldBeTrue();
        Heartbeat.Is("XX"u8).ShouldBeFalse();
    }
}
