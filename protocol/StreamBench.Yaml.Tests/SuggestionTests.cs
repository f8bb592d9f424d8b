namespace StreamBench.Yaml.Tests;

public sealed class SuggestionTests
{
    private static readonly string[] Words = ["text", "tool", "approval", "end"];

    [Theory]
    [InlineData("tex", "text")]
    [InlineData("txet", "text")]
    [InlineData("TEXT", "text")]
    [InlineData("aproval", "approval")]
    [InlineData("aprovel", "approval")]
    public void A_slip_of_the_pen_is_understood(string word, string meant) =>
        Suggestion.For(word, Words).ShouldBe($" (did you mean \"{meant}\"?)");

    [Theory]
    [InlineData("banana")]
    [InlineData("")]
    [InlineData("ab")]
    public void Nothing_is_said_when_no_word_is_near(string word) => Suggestion.For(word, Words).ShouldBeEmpty();

    [Fact]
    public void A_very_long_word_is_nobodys_slip() => Suggestion.For(new string('x', 1_000_000), Words).ShouldBeEmpty();

    [Fact]
    public void Of_no_words_none_is_near() => Suggestion.For("text", []).ShouldBeEmpty();
}
