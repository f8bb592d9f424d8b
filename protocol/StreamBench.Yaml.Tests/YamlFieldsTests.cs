namespace StreamBench.Yaml.Tests;

/// <summary>Fields come by type; what is wrong with them is said at their place, all at once.</summary>
public sealed class YamlFieldsTests
{
    private static readonly FileKind Recipe = new() { Name = "recipe", FirstLine = "recipe: 1" };

    private enum Heat
    {
        Low,
        VeryHigh,
    }

    [Fact]
    public void Fields_are_read_by_their_type()
    {
        var file = YamlFile.Parse(
            """
            name: soup
            servings: 4
            salt: 2.5
            vegan: true
            time: 90s
            heat: very-high
            tags: [warm, 3]
            pot: { litres: 5 }
            steps: [{ do: cut }, { do: cook }]
            """,
            "r.yaml",
            Recipe
        );

        var fields = YamlFields.Of(file.Root!, "recipe", file.Problems).Require("name", "servings");
        fields.Text("name").ShouldBe("soup");
        fields.Integer("servings", 1, 10).ShouldBe(4);
        fields.Number("salt").ShouldBe(2.5);
        fields.Flag("vegan").ShouldBe(true);
        fields.Duration("time").ShouldBe(TimeSpan.FromSeconds(90));
        fields.Word<Heat>("heat").ShouldBe(Heat.VeryHigh);
        fields.Texts("tags").ShouldBe(["warm", "3"]);
        fields.Section("pot").ShouldNotBeNull().Integer("litres").ShouldBe(5);
        fields.Sections("steps", "step").Select(step => step.Text("do")).ShouldBe(["cut", "cook"]);
        fields.RejectOthers();

        file.Problems.InOrder.ShouldBeEmpty();
    }

    [Fact]
    public void Fields_that_are_absent_read_as_nothing()
    {
        var file = YamlFile.Parse("{}", "r.yaml", Recipe);

        var fields = YamlFields.Of(file.Root!, "recipe", file.Problems);
        fields.Text("name").ShouldBeNull();
        fields.Integer("servings").ShouldBeNull();
        fields.Number("salt").ShouldBeNull();
        fields.Flag("vegan").ShouldBeNull();
        fields.Duration("time").ShouldBeNull();
        fields.Word<Heat>("heat").ShouldBeNull();
        fields.Texts("tags").ShouldBeEmpty();
        fields.Section("pot").ShouldBeNull();
        fields.Sections("steps", "step").ShouldBeEmpty();

        file.Problems.InOrder.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("name: [soup]", "1:7: \"name\" must be a text")]
    [InlineData("name:", "1:6: \"name\" must be a text")]
    [InlineData("servings: 11", "1:11: \"servings\" must be a whole number from 1 to 10")]
    [InlineData("servings: 1.5", "1:11: \"servings\" must be a whole number from 1 to 10")]
    [InlineData("salt: -1", "1:7: \"salt\" must be a number from 0 to 9")]
    [InlineData("salt: NaN", "1:7: \"salt\" must be a number from 0 to 9")]
    [InlineData("salt: 1e999", "1:7: \"salt\" must be a number from 0 to 9")]
    [InlineData("vegan: 'true'", "1:8: \"vegan\" must be true or false")]
    [InlineData("time: 5 minutes", "1:7: \"time\" must be a duration such as 180ms, 1.5s or 2m (at most 24h)")]
    [InlineData("heat: verry-high", "1:7: \"heat\" must be one of low, very-high (did you mean \"very-high\"?)")]
    [InlineData("tags: warm", "1:7: \"tags\" must be a list")]
    [InlineData("tags: [{}]", "1:8: \"tags\" must be a text")]
    [InlineData("pot: 3", "1:6: a pot must be a mapping")]
    [InlineData("steps: [cut]", "1:9: a step must be a mapping")]
    [InlineData("servngs: 3", "1:1: unknown key \"servngs\" in recipe (did you mean \"servings\"?)")]
    [InlineData("colour: red", "1:1: unknown key \"colour\" in recipe")]
    public void A_wrong_field_is_named_at_its_place(string text, string problem)
    {
        var file = YamlFile.Parse(text, "r.yaml", Recipe);

        var fields = YamlFields.Of(file.Root!, "recipe", file.Problems);
        fields.Text("name");
        fields.Integer("servings", 1, 10);
        fields.Number("salt", 0, 9);
        fields.Flag("vegan");
        fields.Duration("time");
        fields.Word<Heat>("heat");
        fields.Texts("tags");
        fields.Section("pot");
        fields.Sections("steps", "step");
        fields.RejectOthers();

        file.Problems.InOrder.ShouldHaveSingleItem().ToString().ShouldBe($"r.yaml:{problem}");
    }

    [Fact]
    public void A_missing_field_is_named_where_its_mapping_begins()
    {
        var file = YamlFile.Parse("pot:\n  litres: 3\n", "r.yaml", Recipe);

        var pot = YamlFields.Of(file.Root!, "recipe", file.Problems).Section("pot").ShouldNotBeNull();
        pot.Require("litres", "lid");

        file.Problems.InOrder.ShouldHaveSingleItem().ToString().ShouldBe("r.yaml:2:3: \"lid\" is missing in pot");
    }

    [Fact]
    public void What_is_no_mapping_is_one_problem()
    {
        var file = YamlFile.Parse("[1]", "r.yaml", Recipe);

        YamlFields.Of(file.Root!, "recipe", file.Problems).Require("name").RejectOthers();

        file.Problems.InOrder.ShouldHaveSingleItem().ToString().ShouldBe("r.yaml:1:1: a recipe must be a mapping");
    }

    [Fact]
    public void A_reader_may_complain_in_its_own_words()
    {
        var file = YamlFile.Parse("name: soup\nservings: 4\n", "r.yaml", Recipe);

        var fields = YamlFields.Of(file.Root!, "recipe", file.Problems);
        fields.Error("servings", "four is too many");
        fields.Error("salt", "without salt?");

        file.Problems.InOrder.Select(problem => problem.ToString())
            .ShouldBe(["r.yaml:1:1: without salt?", "r.yaml:2:11: four is too many"]);
    }
}
