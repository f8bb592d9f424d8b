using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Results;
using StreamBench.Dialects;
using StreamBench.Dialects.Design;

namespace StreamBench.Conformance.Tests.Speech;

/// <summary>The comparison of the designs says what the cases find.</summary>
public sealed class DesignTableTests
{
    public static TheoryData<string, Topic> Cells { get; } =
    [
        .. from dialect in DialectList.All
        where !dialect.IsNative
        from topic in Enum.GetValues<Topic>()
        select (dialect.Name, topic),
    ];

    [Fact]
    public void The_native_dialect_does_everything_that_the_catalogue_knows() =>
        Enum.GetValues<Topic>()
            .ShouldAllBe(topic =>
                DialectList.Find("streambench")!.Has(topic) && CaseBook.Shipped.Find(TopicWords.Case(topic))!.Phase <= 2 // so the reference passes it
            );

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_cell_says_what_its_case_finds(string name, Topic topic)
    {
        var dialect = DialectList.Find(name)!;
        var transport = dialect.Endpoints[0].Transport;
        var one = CaseBook.Shipped.Find(TopicWords.Case(topic))!;

        var (_, results) = await Bring.RunAsync(
            name,
            $"{one.Id}/transport:{transport}/script:{one.Scripts[0]}",
            TestContext.Current.CancellationToken
        );

        results.ShouldAllBe(result => result.Verdict < Verdict.Fail);
        if (dialect.Has(topic))
        {
            results.ShouldContain(result => result.Verdict <= Verdict.NonStrict, $"nothing shows that {name} has it");
        }
        else
        {
            // Not run, not to be noticed, or run without the check that asks for it.
            results.ShouldContain(result => IsLacking(result), $"nothing shows that {name} lacks it");
        }
    }

    private static bool IsLacking(RunResult result) =>
        result.Verdict is Verdict.Unimplemented or Verdict.Undetectable
        || result.Checks.Any(check => check.Verdict == Verdict.Unimplemented);
}
