using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using StreamBench.Conformance.Planning;

namespace StreamBench.Conformance.Tests.Planning;

public class PathPatternTests
{
    private const string Path = "RES-004/transport:ws/dialect:streambench/script:S-TOOL/k:23";

    [Theory]
    [InlineData("RES-004")]
    [InlineData("RES-004/**")]
    [InlineData("RES-*")]
    [InlineData("*")]
    [InlineData("**")]
    [InlineData("**/k:23")]
    [InlineData("RES-004/transport:ws/k:23")]
    [InlineData("RES-004/k:23/transport:ws")]
    [InlineData("RES-004/**/transport:w*/**")]
    [InlineData("RES-004/k:*")]
    [InlineData("RES-004/*/*/*/*")]
    [InlineData("RES-004/*/k:2*/*")]
    [InlineData("*-004/script:*TOOL")]
    public void Pattern_selects_the_path(string pattern) => Parse(pattern).Matches(Path).ShouldBeTrue();

    [Theory]
    [InlineData("RES-00")]
    [InlineData("res-004")]
    [InlineData("RES-004.state")]
    [InlineData("RES-004/k:2")]
    [InlineData("RES-004/k:231")]
    [InlineData("RES-004/transport:sse")]
    [InlineData("RES-004/cut:rst")]
    [InlineData("RES-004/*/*/*/*/*")]
    [InlineData("RES-004/transport:ws/*/*/*/*")]
    [InlineData("**/port:ws")]
    public void Pattern_leaves_the_path_out(string pattern) => Parse(pattern).Matches(Path).ShouldBeFalse();

    [Theory]
    [InlineData("RES-013.state/transport:ws", "RES-013.state/transport:ws/k:1", true)]
    [InlineData("RES-013.*", "RES-013.state/transport:ws/k:1", true)]
    [InlineData("RES-013", "RES-013.state/transport:ws/k:1", false)]
    [InlineData("RES-013/*", "RES-013", false)]
    [InlineData("FRM-001/vector:a:*", "FRM-001/vector:a:b", true)]
    [InlineData("RES-1", "", false)]
    [InlineData("RES-1/k:1", "RES-1//k:1/", true)]
    public void Single_pairs(string pattern, string path, bool selects) =>
        Parse(pattern).Matches(path).ShouldBe(selects);

    [Theory]
    [InlineData("", "the pattern is empty; write ** for everything")]
    [InlineData("RES-1//k:1", "there is nothing on one side of a /")]
    [InlineData("RES-1/", "there is nothing on one side of a /")]
    [InlineData("RES-**", "** stands alone between two /; within a component write *")]
    [InlineData("RES-1 /k:1", "there is a blank or an unprintable character in the pattern")]
    [InlineData("transport:ws", "the first component is a case; write **/transport:ws for any case")]
    [InlineData("RES-1/ws", "\"ws\" has no name; write name:value, such as transport:ws")]
    [InlineData("RES-1/k:", "\"k:\" lacks a name or a value; write name:value, such as k:13")]
    [InlineData("RES-1/:3", "\":3\" lacks a name or a value; write name:value, such as k:13")]
    [InlineData("RES-1/*:ws", "the name in \"*:ws\" must be written out; * may stand in the value")]
    [InlineData("RES-1/k:1/k:2", "\"k\" is named twice, and a path has each component once; write two patterns")]
    public void What_is_no_pattern_is_told_why(string text, string expected)
    {
        PathPattern.TryParse(text, out var pattern, out var problem).ShouldBeFalse();

        pattern.ShouldBeNull();
        problem.ShouldBe(expected);
    }

    [Fact]
    public void Too_long_a_pattern_is_refused() =>
        PathPattern.TryParse(new string('R', PathPattern.MaxLength + 1), out _, out _).ShouldBeFalse();

    [Fact]
    public void Globs_agree_with_regular_expressions()
    {
        var letters = Gen.Elements('a', 'b', '*');
        var pairs =
            from glob in letters.ListOf()
            from text in Gen.Elements('a', 'b').ListOf()
            select (Glob: string.Concat(glob), Text: string.Concat(text));

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(5000),
            Prop.ForAll(
                pairs.ToArbitrary(),
                pair => Glob.Fits(pair.Glob, pair.Text) == FitsByRegex(pair.Glob, pair.Text)
            )
        );
    }

    [Fact]
    public void Any_choice_of_a_paths_components_in_any_order_selects_it()
    {
        var patterns =
            from parts in Gen.Shuffle(Path.Split('/')[1..])
            from count in Gen.Choose(0, parts.Length)
            select string.Join('/', parts.Take(count).Prepend("RES-004"));

        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll(patterns.ToArbitrary(), pattern => Parse(pattern).Matches(Path))
        );
    }

    [Fact]
    public void One_changed_component_is_left_out()
    {
        var patterns =
            from parts in Gen.Shuffle(Path.Split('/')[1..])
            from count in Gen.Choose(1, parts.Length)
            from changed in Gen.Choose(0, count - 1)
            select string.Join(
                '/',
                parts.Take(count).Select((part, i) => i == changed ? part + "x" : part).Prepend("**")
            );

        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll(patterns.ToArbitrary(), pattern => !Parse(pattern).Matches(Path))
        );
    }

    [Fact]
    public void Any_text_is_a_pattern_or_has_a_problem()
    {
        var texts = Gen.Elements("RES-1/:*.k \n\ud83dé".ToCharArray()).ListOf().Select(string.Concat);

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(5000),
            Prop.ForAll(
                texts.ToArbitrary(),
                text =>
                    PathPattern.TryParse(text, out var pattern, out var problem)
                        ? pattern.Text == text && problem is null
                        : problem!.Length > 0 && pattern is null
            )
        );
    }

    private static PathPattern Parse(string text) =>
        PathPattern.TryParse(text, out var pattern, out var problem)
            ? pattern
            : throw new InvalidOperationException(problem);

    private static bool FitsByRegex(string glob, string text) =>
        Regex.IsMatch(
            text,
            $"^{Regex.Escape(glob).Replace("\\*", ".*", StringComparison.Ordinal)}\\z",
            RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(30)
        );
}
