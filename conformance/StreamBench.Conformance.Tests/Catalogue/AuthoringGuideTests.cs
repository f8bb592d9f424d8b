using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Judging;
using StreamBench.Conformance.Running;

namespace StreamBench.Conformance.Tests.Catalogue;

/// <summary>The guide for authors of cases has all there is, and its example is a case.</summary>
public sealed class AuthoringGuideTests
{
    private static readonly string Guide = File.ReadAllText(
        Path.Combine(Root(), "conformance", "docs", "authoring-cases.md")
    );

    [Fact]
    public void The_guide_names_every_check_trigger_deed_and_expectation()
    {
        string[] words =
        [
            .. Checks.All.Keys,
            .. Words.Of<TriggerKind>(),
            .. Words.Of<ExpectedFrom>(),
            .. Deeds.OfClients,
            .. Deeds.OfHarness.Keys,
        ];

        words.Where(word => !Guide.Contains($"`{word}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void The_worked_example_is_a_case_without_a_problem()
    {
        var yaml = Guide.Split("```yaml\n")[1].Split("```")[0];

        var (book, problems) = CaseBook.Read([(yaml, "guide.yaml")]);

        problems.ShouldBeEmpty();
        book.ShouldNotBeNull().Cases.Single().Id.ShouldBe("TOL-901");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "StreamBench.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no StreamBench.sln above the tests");
        }

        return folder.FullName;
    }
}
