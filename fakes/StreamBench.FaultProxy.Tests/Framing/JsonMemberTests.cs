using System.Text;
using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Tests.Framing;

public sealed class JsonMemberTests
{
    [Theory]
    [InlineData("""{"type":"tick","n":1}""", true)]
    [InlineData("""{ "type" : "tick" }""", true)]
    [InlineData("""{"n":{"type":"no"},"type":"tick"}""", true)]
    [InlineData("""{"type":"\u0074ick"}""", true)]
    [InlineData("""{"\u0074ype":"tick"}""", true)]
    [InlineData("""{"type":"ticks"}""", false)]
    [InlineData("""{"type":"tic"}""", false)]
    [InlineData("""{"type":"tick\\"}""", false)]
    [InlineData("""{"type":7}""", false)]
    [InlineData("""{"n":{"type":"tick"}}""", false)]
    [InlineData("""["type","tick"]""", false)]
    [InlineData("""{"type":""", false)]
    [InlineData("tick", false)]
    [InlineData("", false)]
    public void A_member_is_found_however_it_is_written(string json, bool isThere)
    {
        var bytes = Encoding.UTF8.GetBytes(json);

        JsonMember.Is(bytes, "type"u8, "tick"u8).ShouldBe(isThere);
        (JsonMember.Find(bytes, "type"u8) == "tick").ShouldBe(isThere);
    }
}
