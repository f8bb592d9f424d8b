using System.Runtime.CompilerServices;
using StreamBench.Dialects.Design;

namespace StreamBench.Dialects.Tests;

/// <summary>The pages in the dialects' folders are made from the records that the code runs on.</summary>
public sealed class DialectReadmeTests
{
    public static TheoryData<string> EveryDialect { get; } = [.. DialectList.All.Select(dialect => dialect.Name)];

    /// <summary>With <c>STREAMBENCH_REGENERATE=1</c> the files are written instead of compared.</summary>
    [Theory]
    [MemberData(nameof(EveryDialect))]
    public void The_page_says_what_the_dialect_does(string name)
    {
        var file = Path.Combine(Folder(), char.ToUpperInvariant(name[0]) + name[1..], "README.md");
        var page = DialectReadme.Write(DialectList.Find(name)!);
        if (Environment.GetEnvironmentVariable("STREAMBENCH_REGENERATE") == "1")
        {
            File.WriteAllText(file, page);
        }

        File.ReadAllText(file)
            .ShouldBe(page, $"{file} is stale: run this test with STREAMBENCH_REGENERATE=1 and look at the difference");
    }

    /// <summary>With <c>STREAMBENCH_REGENERATE=1</c> the table is written instead of compared.</summary>
    [Fact]
    public void The_designs_stand_side_by_side_as_they_are_declared()
    {
        var file = Path.Combine(Folder(), "README.md");
        var page = File.ReadAllText(file);
        var right = DesignTable.WriteInto(page, DialectList.All);
        if (Environment.GetEnvironmentVariable("STREAMBENCH_REGENERATE") == "1")
        {
            File.WriteAllText(file, right);
            page = right;
        }

        page.ShouldBe(
            right,
            $"{file} is stale: run this test with STREAMBENCH_REGENERATE=1 and look at the difference"
        );
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "StreamBench.Dialects");
}
