using System.Globalization;
using System.Text;
using System.Text.Json;
using StreamBench.Protocol.Json;

namespace StreamBench.Protocol.Tests.Json;

public class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"b":1,"a":{"d":[],"c":{}}}""", """{"a":{"c":{},"d":[]},"b":1}""")]
    [InlineData("""  [ true , false , null ]  """, "[true,false,null]")]
    [InlineData("""  "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"  """, """ "€$\u000f\nA'B\"\\\\\"/" """)]
    [InlineData("\"<>&+\\u2028\\u00e9\\ud83d\\ude00\"", "\"<>&+\u2028é😀\"")]
    public void A_value_has_one_text(string json, string canonical) => Canonical(json).ShouldBe(canonical.Trim());

    [Fact]
    public void Keys_are_sorted_by_utf16_code_units() =>
        // RFC 8785 §3.2.3: the emoji's surrogate sorts before U+FB33.
        Canonical(
                """{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"""
            )
            .ShouldBe(
                "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}"
            );

    // RFC 8785 appendix B, by the bits of the double.
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void A_number_is_printed_as_ecmascript_prints_it(ulong bits, string expected) =>
        EcmaNumber.Format(BitConverter.UInt64BitsToDouble(bits)).ShouldBe(expected);

    [Fact]
    public void Any_double_reads_back_as_itself()
    {
        var random = new Random(7);
        for (var i = 0; i < 100_000; i++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value))
            {
                double.Parse(EcmaNumber.Format(value), CultureInfo.InvariantCulture).ShouldBe(value == 0 ? 0 : value);
            }
        }
    }

    [Theory]
    [InlineData("\"\\ud83d\"", "half a surrogate pair")]
    [InlineData("[\"\\ude00\\ud83d\"]", "half a surrogate pair")]
    [InlineData("{\"\\ud83d\":1}", "half a surrogate pair")]
    [InlineData("{\"a\":1,\"a\":2}", "stands twice")]
    [InlineData("{\"a\":1,\"\\u0061\":2}", "stands twice")]
    [InlineData("[1e400]", "beyond a double")]
    public void What_has_no_canonical_form_is_refused(string json, string why)
    {
        var element = JsonElement.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = true });

        Should.Throw<FormatException>(() => CanonicalJson.ToBytes(element)).Message.ShouldContain(why);
    }

    private static string Canonical(string json) =>
        Encoding.UTF8.GetString(CanonicalJson.ToBytes(JsonElement.Parse(json)));
}
