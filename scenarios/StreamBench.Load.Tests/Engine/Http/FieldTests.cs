using System.Collections.Immutable;
using System.Text;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Feeds;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Tests.Engine.Http;

/// <summary>A feed's values reach the request, and cannot break out of the place they are put in.</summary>
public sealed class FieldTests
{
    [Theory]
    [InlineData("Body", """{"text":"say \"no\"\n"}""")]
    [InlineData("Header", "X-Text: say \"no\" \r\n")]
    [InlineData("Address", "GET /find?q=say%20%22no%22%0A HTTP/1.1")]
    public void A_value_is_written_in_the_form_of_its_place(string place, string expected)
    {
        var text = "say \"no\"\n";
        var spec = new RequestSpec
        {
            Url = new Uri("http://localhost/"),
            Target = place == "Address" ? "/find?q={{text}}" : "/",
            Headers = place == "Header" ? [("X-Text", "{{text}}")] : [],
            Body = place == "Body" ? """{"text":"{{text}}"}""" : null,
        };

        Write(spec, text).ShouldContain(expected);
    }

    [Fact]
    public void A_field_that_the_feed_does_not_have_is_refused_with_those_it_has()
    {
        var spec = new RequestSpec { Url = new Uri("http://localhost/"), Target = "/{{txt}}" };

        var e = Should.Throw<FormatException>(() => Write(spec, "any"));

        e.Message.ShouldContain("\"{{txt}}\"");
        e.Message.ShouldContain("{{text}}");
    }

    private static string Write(RequestSpec spec, string text)
    {
        var feed = FeedFactory.Of(
            new LoadScenario
            {
                Name = "one",
                Feed = new FeedSource
                {
                    Fake = new Dictionary<string, string> { ["text"] = text }.ToImmutableSortedDictionary(),
                },
            },
            seed: 1
        );
        var template = RequestTemplate.Parse(spec, new WebSocketKey(new Random(1)), feed.Fields);
        var bytes = new byte[2000];
        var length = template.Write(bytes, new RequestVariables { Row = feed.Row(0) });
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
