using System.Text;
using StreamBench.Dialects.Atmosphere;
using StreamBench.Transports.Dialects;
using StreamBench.Transports.Http;

namespace StreamBench.Transports.Tests.Dialects;

public sealed class DialectPollTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("5|hello2|👋X", "hello 👋")]
    [InlineData("0|3|a|b", " a|b")]
    public void Every_message_of_an_answer_is_a_frame(string body, string expected) =>
        Read(body).ShouldNotBeNull().ShouldBe(expected.Length == 0 ? [] : expected.Split(' '));

    [Theory]
    [InlineData("5|hell")]
    [InlineData("2|ab3")]
    [InlineData("hello")]
    [InlineData("101|")]
    public void An_answer_that_is_cut_too_long_or_none_at_all_is_no_batch(string body) => Read(body).ShouldBeNull();

    private static List<string>? Read(string body)
    {
        using var http = TransportHttp.Create();
        var poll = new DialectPoll(
            new Uri("http://127.0.0.1"),
            new AtmosphereLongPollingEndpoint(),
            Guid.Empty,
            new HttpOpener(http, TimeProvider.System),
            new TransportOptions { MaxEventBytes = 100 },
            TimeProvider.System
        );
        return poll.Read(Encoding.UTF8.GetBytes(body))?.ConvertAll(frame => Encoding.UTF8.GetString(frame.Data.Span));
    }
}
