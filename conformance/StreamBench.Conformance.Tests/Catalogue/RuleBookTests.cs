using StreamBench.Conformance.Catalogue;

namespace StreamBench.Conformance.Tests.Catalogue;

/// <summary>Cases and rules name each other: nothing is checked that nobody demands, and nothing demanded goes unchecked in silence.</summary>
public sealed class RuleBookTests
{
    [Fact]
    public void Every_case_and_check_names_a_rule_of_the_file()
    {
        var unknown = RuleManifest.References().Where(one => RuleBook.Shipped.Find(one.Rule) is null);

        unknown.ShouldBeEmpty();
    }

    [Fact]
    public void Every_rule_is_checked_by_a_case_or_says_why_not()
    {
        var silent = RuleManifest.Shipped.Where(one => one.Cases.IsEmpty && one.Rule.Excluded is null);

        silent.Select(one => one.Rule.Id).ShouldBeEmpty();
    }

    [Fact]
    public void No_rule_is_both_checked_and_excluded()
    {
        var both = RuleManifest.Shipped.Where(one => !one.Cases.IsEmpty && one.Rule.Excluded is not null);

        both.Select(one => one.Rule.Id).ShouldBeEmpty();
    }

    [Fact]
    public void A_rule_has_its_keyword_text_and_source()
    {
        var rule = RuleBook.Shipped.Find("backoff").ShouldNotBeNull();

        rule.Keyword.ShouldBe(Level.Should);
        rule.Text.ShouldStartWith("Waits between failed connects grow");
        rule.Source.ShouldContain("RFC 6455");
    }

    [Theory]
    [InlineData("a: { keyword: must, text: t, source: s }", "\"must\" is none of MUST, SHOULD, MAY")]
    [InlineData("a: { keyword: MUST, text: t }", "source")]
    [InlineData("a: { keyword: MUST, text: t, source: s, sauce: s }", "sauce")]
    [InlineData("b: { keyword: MUST, text: t, source: s }", "keep the ids in order")]
    public void What_is_wrong_with_a_rule_is_said_with_its_place(string rule, string problem)
    {
        var text = $"streambench-rules: 1\nrules:\n  {rule}\n  az: {{ keyword: MAY, text: t, source: s }}\n";

        var (book, problems) = RuleBook.Read(text, "rules.yaml");

        book.ShouldBeNull();
        problems
            .Select(one => one.ToString())
            .ShouldContain(one => one.Contains(problem) && one.Contains("rules.yaml:"));
    }
}
