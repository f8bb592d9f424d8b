using StreamBench.Yaml.Shapes;

namespace StreamBench.Yaml.Tests.Shapes;

/// <summary>A table of keys checks a file and writes its schema.</summary>
public sealed class ObjectShapeTests
{
    internal static readonly ObjectShape Pot = new(
        "pot",
        "{ litres }",
        [new("litres", ValueShape.Integer(1, 9), "how much it holds", IsRequired: true)]
    );

    internal static readonly ObjectShape Step = new(
        "step",
        "one of cut and cook",
        [new("cut", ValueShape.Text, "what is cut"), new("cook", ValueShape.Duration, "how long")]
    )
    {
        IsChoice = true,
    };

    internal static readonly ObjectShape Recipe = new(
        "recipe",
        "a recipe: { recipe: 1, steps: […] }",
        [
            new("recipe", ValueShape.Integer(1, 1), "version: 1", IsRequired: true),
            new("pot", ValueShape.Of(Pot), "what it is cooked in"),
            new("steps", ValueShape.ListOf(ValueShape.Of(Step), "a list of steps"), "what to do"),
        ]
    );

    private static readonly FileKind Kind = new() { Name = "recipe", FirstLine = "recipe: 1" };

    [Fact]
    public void A_file_of_its_shape_is_good() =>
        Check("{ recipe: 1, pot: { litres: 3 }, steps: [{ cut: leek }, { cook: 20m }] }").ShouldBeEmpty();

    [Fact]
    public void All_mistakes_are_named_at_once_with_their_places() =>
        Check(
                """
                pto: {}
                pot: { litres: 10 }
                steps:
                  - { cut: leek, cook: 20m }
                  - { cook: long }
                """
            )
            .ShouldBe([
                "r.yaml:1:1: unknown key \"pto\" in recipe (did you mean \"pot\"?)",
                "r.yaml:1:1: \"recipe\" is missing in recipe: version: 1",
                "r.yaml:2:16: \"litres\" must be a whole number from 1 to 9",
                "r.yaml:4:5: must be one of cut and cook",
                "r.yaml:5:13: \"cook\" must be a duration such as 180ms, 1.5s or 2m (at most 24h)",
            ]);

    [Theory]
    [InlineData("[1]", "r.yaml:1:1: must be a recipe: { recipe: 1, steps: […] }")]
    [InlineData("{ recipe: 1, pot: 3 }", "r.yaml:1:19: \"pot\" must be { litres }")]
    [InlineData("{ recipe: 1, steps: [] }", "r.yaml:1:21: \"steps\" must be a list of steps")]
    public void What_has_another_shape_is_told_which_it_should_have(string text, string problem) =>
        Check(text).ShouldBe([problem]);

    private static IEnumerable<string> Check(string text)
    {
        var file = YamlFile.Parse(text, "r.yaml", Kind);

        Recipe.Check(file.Root!, file.Problems).ShouldBe(!file.Problems.HasErrors);

        return file.Problems.InOrder.Select(problem => problem.ToString());
    }
}
