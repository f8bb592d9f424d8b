using System.Text.RegularExpressions;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Loading;

namespace StreamBench.FakeAgent.Tests.Scripts;

/// <summary>The guide to the script language shows only what the loader takes, and all of it.</summary>
public sealed partial class ScriptGuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Root(), "scenarios", "scripts", "README.md"));

    public static TheoryData<string> Examples =>
        [.. Example().Matches(Steps()).Select(match => match.Groups["step"].Value)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_the_guide_is_a_step(string step) =>
        ScriptFile
            .Parse(
                $"streambench: 1\nagents: [coordinator, policy, helper]\nturns: [{{ events: [{step}, {{ text: x, item: draft }}] }}]\n",
                "guide.yaml"
            )
            .Problems.ShouldAllBe(problem => problem.IsWarning);

    [Fact]
    public void The_first_example_is_a_script_without_a_problem()
    {
        var yaml = Guide.Split("```yaml\n")[1].Split("```")[0];

        ScriptFile.Parse(yaml, "guide.yaml").Problems.ShouldBeEmpty();
    }

    [Fact]
    public void The_guide_shows_every_word_and_every_shipped_script()
    {
        StepKinds.All.Keys.Where(word => !Steps().Contains($"{word}:", StringComparison.Ordinal)).ShouldBeEmpty();
        ShippedScripts.Names.Where(name => !Guide.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string Steps() => Guide.Split("## Steps")[1].Split("**Text**")[0];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "StreamBench.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no StreamBench.sln above the tests");
        }

        return folder.FullName;
    }

    [GeneratedRegex("`(?<step>\\{.+?\\})`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example();
}
