using System.Text;

namespace StreamBench.Yaml.Tests;

/// <summary>Every file gives nodes with places, or a problem with a place; never an exception.</summary>
public sealed class YamlFileTests
{
    private static readonly FileKind Recipe = new() { Name = "recipe", FirstLine = "recipe: 1" };

    [Fact]
    public void Nodes_know_where_they_stand()
    {
        var root = YamlFile.Parse("a: 1\nb:\n  - 'x'\n  - { c: ~ }\n", "r.yaml", Recipe).Root.ShouldNotBeNull();

        Place(root["a"]!).ShouldBe((1, 4));
        Place(root["b"]!.Items[0]).ShouldBe((3, 5));
        Place(root["b"]!.Items[1]["c"]!).ShouldBe((4, 10));
        root.Members[1].Key.Text.ShouldBe("b");
        root["d"].ShouldBeNull();
    }

    [Fact]
    public void Quotes_make_a_text()
    {
        var root = YamlFile.Parse("[12, '12', null, 'null', ~, '', ]", "r.yaml", Recipe).Root.ShouldNotBeNull();

        root.Items.Select(item => item.IsPlain).ShouldBe([true, false, true, false, true, false]);
        root.Items.Select(item => item.IsNull).ShouldBe([false, false, true, false, true, false]);
        root.Items.Select(item => item.IsText).ShouldBe([true, true, false, true, false, true]);
    }

    [Fact]
    public void JSON_is_read_as_YAML_is()
    {
        var root = YamlFile.Parse("""{"a": ["\u00e9 \ud83d\udc4b", true]}""", "r.json", Recipe).Root.ShouldNotBeNull();

        root["a"]!.Items.Select(item => item.Text).ShouldBe(["é 👋", "true"]);
    }

    [Theory]
    [InlineData("", "r.yaml:1:1: the file is empty: a recipe starts with \"recipe: 1\"")]
    [InlineData("# only a comment\n", "r.yaml:2:1: the file is empty: a recipe starts with \"recipe: 1\"")]
    [InlineData("a: 1\n---\nb: 1\n", "r.yaml:2:1: a recipe file holds one document")]
    [InlineData("a: 1\na: 2\n", "r.yaml:2:1: the key \"a\" stands twice")]
    [InlineData("a: 1\n'a': 2\n", "r.yaml:2:1: the key \"a\" stands twice")]
    [InlineData("? [a]\n: b\n", "r.yaml:1:3: a key must be a word")]
    [InlineData("a: &x [1]\nb: *x\n", "r.yaml:2:4: anchors and aliases are not part of a recipe")]
    public void What_is_no_file_of_its_kind_is_refused_at_its_place(string text, string problem)
    {
        var file = YamlFile.Parse(text, "r.yaml", Recipe);

        file.Root.ShouldBeNull();
        file.Problems.InOrder.ShouldHaveSingleItem().ToString().ShouldBe(problem);
    }

    [Theory]
    [InlineData("a: [1\n")]
    [InlineData("a: 'x\n")]
    [InlineData("a: b: c\n")]
    [InlineData("{ , }")]
    [InlineData("{ ? }")]
    [InlineData("\"\\ud83d\"")]
    [InlineData("\"\\U00110000\"")]
    [InlineData("\t- a")]
    [InlineData("%YAML 9.9\n---\na: 1\n")]
    [InlineData("!<tag:x> &y")]
    [InlineData("a: \u0001")]
    public void Bad_input_is_a_problem_and_no_exception(string text)
    {
        var file = YamlFile.Parse(text, "r.yaml", Recipe);

        (file.Root is null).ShouldBe(file.Problems.HasErrors);
    }

    [Fact]
    public void A_file_of_characters_at_random_is_read_or_refused()
    {
        const string alphabet = "a1:-,?[]{}'\"|>&*!%#@` \n\t\\u~éx\ud83d";
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var text = new string(random.GetItems(alphabet.AsSpan(), random.Next(24)));

            var file = YamlFile.Parse(text, "r.yaml", Recipe);

            (file.Root is null).ShouldBe(file.Problems.HasErrors, text);
        }
    }

    [Fact]
    public void A_file_nested_too_deep_is_refused() =>
        ProblemOf(new string('[', 100_000), Recipe with { MaxDepth = 3 })
            .ShouldBe("r.yaml:1:4: nested deeper than 3 levels");

    [Fact]
    public void A_file_of_too_many_values_is_refused() =>
        ProblemOf("[1, 2, 3, 4]", Recipe with { MaxNodes = 4 })
            .ShouldBe("r.yaml:1:11: a recipe may hold 4 values; this one goes beyond");

    [Fact]
    public void A_text_that_is_too_long_is_refused() =>
        ProblemOf("a: éé", Recipe with { MaxBytes = 6 })
            .ShouldBe("r.yaml:1:1: the file is larger than the 6 bytes that a recipe may have");

    [Fact]
    public void A_file_that_cannot_be_read_is_a_problem()
    {
        using var folder = new Folder();
        var latin = folder.Write("latin1.yaml", [.. "name: "u8, 0xE9]);
        var large = folder.Write("large.yaml", new byte[Recipe.MaxBytes + 1]);

        LoadProblem(latin).ShouldBe($"{latin}:1:1: the file is not UTF-8");
        LoadProblem(large).ShouldEndWith("the file is larger than the 4,194,304 bytes that a recipe may have");
        LoadProblem(latin + "x").ShouldContain("Could not find file");
        LoadProblem(folder.Path).ShouldContain("denied");
        LoadProblem("").ShouldContain("empty");
    }

    [Fact]
    public void A_byte_order_mark_is_no_text()
    {
        using var folder = new Folder();
        var path = folder.Write("bom.yaml", [.. Encoding.UTF8.Preamble, .. "a: 1"u8]);

        YamlFile.Load(path, Recipe).Root.ShouldNotBeNull()["a"].ShouldNotBeNull();
    }

    private static (int Line, int Column) Place(YamlNode node) => (node.Line, node.Column);

    private static string ProblemOf(string text, FileKind kind) =>
        YamlFile.Parse(text, "r.yaml", kind).Problems.InOrder.ShouldHaveSingleItem().ToString();

    private static string LoadProblem(string path) =>
        YamlFile.Load(path, Recipe).Problems.InOrder.ShouldHaveSingleItem().ToString();

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("yaml");

        public string Path => folder.FullName;

        public string Write(string name, byte[] bytes)
        {
            var path = System.IO.Path.Combine(Path, name);
            File.WriteAllBytes(path, bytes);
            return path;
        }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
