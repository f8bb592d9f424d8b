using System.Collections.Immutable;
using System.Text.Json.Nodes;
using StreamBench.Conformance.Running;

namespace StreamBench.Conformance.Tests.Running;

public sealed class FaultWordsTests
{
    private static readonly ImmutableSortedDictionary<string, long> Values = ImmutableSortedDictionary
        .Create<string, long>(StringComparer.Ordinal)
        .Add("k", 13);

    [Theory]
    [InlineData(
        """[{"at":{"connection":1,"seq":"$k"},"do":"cut","how":"rst"}]""",
        "cut by rst at connection 1, seq 13"
    )]
    [InlineData("""[{"do":"drop"},{"at":{"byte":"$k+1"},"do":"slice","size":1}]""", "drop; slice at byte 14, size 1")]
    [InlineData("""[{"at":{"connection":[1,2]},"do":"refuse"}]""", "refuse at connection [1,2]")]
    [InlineData("[]", null)]
    [InlineData("null", null)]
    public void Rules_are_told_with_their_numbers_in_place(string rules, string? words) =>
        FaultWords.Of(JsonNode.Parse(rules), Values).ShouldBe(words);
}
