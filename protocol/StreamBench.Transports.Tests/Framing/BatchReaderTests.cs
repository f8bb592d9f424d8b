using System.Text;
using StreamBench.Transports.Framing;

namespace StreamBench.Transports.Tests.Framing;

public sealed class BatchReaderTests
{
    [Fact]
    public void A_batch_gives_its_events_and_the_last_one_carries_the_cursor()
    {
        var frames = BatchReader.Read(
            """{"cursor":"1:2","more":[{}],"events":[ {"a":"é"} ,{"b":[{"seq":1}],"seq":2},{"c":0}]}"""u8.ToArray()
        );

        frames
            .ShouldNotBeNull()
            .Select(frame => (Encoding.UTF8.GetString(frame.Data.Span), frame.Id))
            .ShouldBe([("{\"a\":\"é\"}", null), ("{\"b\":[{\"seq\":1}],\"seq\":2}", "1:2"), ("{\"c\":0}", null)]);
    }

    [Fact]
    public void An_empty_batch_is_no_error() =>
        BatchReader.Read("""{"events":[],"cursor":"1:2"}"""u8.ToArray()).ShouldNotBeNull().ShouldBeEmpty();

    [Theory]
    [InlineData("""{"events":[{"a":1}""")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"events":[]} {}""")]
    public void Anything_else_is_no_batch(string body) => BatchReader.Read(Encoding.UTF8.GetBytes(body)).ShouldBeNull();
}
