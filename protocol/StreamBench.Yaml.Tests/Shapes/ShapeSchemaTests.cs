using System.Text.Json;
using StreamBench.Yaml.Shapes;

namespace StreamBench.Yaml.Tests.Shapes;

public sealed class ShapeSchemaTests
{
    [Fact]
    public void The_schema_says_what_the_shapes_check()
    {
        using var output = new MemoryStream();

        ShapeSchema.Write(
            output,
            "a recipe",
            [ObjectShapeTests.Recipe, ObjectShapeTests.Pot, ObjectShapeTests.Step],
            writer => writer.WriteNull("more")
        );

        JsonElement
            .DeepEquals(
                JsonElement.Parse(output.ToArray()),
                JsonElement.Parse(
                    """
                    {
                      "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "title": "a recipe",
                      "$ref": "#/$defs/recipe",
                      "$defs": {
                        "recipe": {
                          "type": "object",
                          "properties": {
                            "recipe": { "description": "version: 1", "type": "integer", "minimum": 1, "maximum": 1 },
                            "pot": { "description": "what it is cooked in", "$ref": "#/$defs/pot" },
                            "steps": {
                              "description": "what to do",
                              "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/step" }
                            }
                          },
                          "required": ["recipe"],
                          "additionalProperties": false
                        },
                        "pot": {
                          "type": "object",
                          "properties": {
                            "litres": { "description": "how much it holds", "type": "integer", "minimum": 1, "maximum": 9 }
                          },
                          "required": ["litres"],
                          "additionalProperties": false
                        },
                        "step": {
                          "type": "object",
                          "minProperties": 1,
                          "maxProperties": 1,
                          "properties": {
                            "cut": { "description": "what is cut", "type": ["string", "number", "boolean"] },
                            "cook": {
                              "description": "how long",
                              "type": ["string", "integer"],
                              "pattern": "^(0|[0-9]+(\\.[0-9]+)?(us|ms|s|m|h))$"
                            }
                          },
                          "required": [],
                          "additionalProperties": false
                        },
                        "more": null
                      }
                    }
                    """
                )
            )
            .ShouldBeTrue();
    }
}
