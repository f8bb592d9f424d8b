using System.Text.Json;
using StreamBench.Protocol.Json;

namespace StreamBench.Protocol.Tests.Json;

/// <summary>RFC 6902: the examples of its appendix A, the corners, and the bounds.</summary>
public class JsonPatchTests
{
    [Theory]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux"}]""", """{"foo":"bar","baz":"qux"}""")]
    [InlineData(
        """{"foo":["bar","baz"]}""",
        """[{"op":"add","path":"/foo/1","value":"qux"}]""",
        """{"foo":["bar","qux","baz"]}"""
    )]
    [InlineData("""{"baz":"qux","foo":"bar"}""", """[{"op":"remove","path":"/baz"}]""", """{"foo":"bar"}""")]
    [InlineData(
        """{"foo":["bar","qux","baz"]}""",
        """[{"op":"remove","path":"/foo/1"}]""",
        """{"foo":["bar","baz"]}"""
    )]
    [InlineData(
        """{"baz":"qux","foo":"bar"}""",
        """[{"op":"replace","path":"/baz","value":"boo"}]""",
        """{"baz":"boo","foo":"bar"}"""
    )]
    [InlineData(
        """{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}""",
        """[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]""",
        """{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}"""
    )]
    [InlineData(
        """{"foo":["all","grass","cows","eat"]}""",
        """[{"op":"move","from":"/foo/1","path":"/foo/3"}]""",
        """{"foo":["all","cows","eat","grass"]}"""
    )]
    [InlineData(
        """{"baz":"qux","foo":["a",2,"c"]}""",
        """[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]""",
        """{"baz":"qux","foo":["a",2,"c"]}"""
    )]
    [InlineData(
        """{"foo":"bar"}""",
        """[{"op":"add","path":"/child","value":{"grandchild":{}}}]""",
        """{"foo":"bar","child":{"grandchild":{}}}"""
    )]
    [InlineData(
        """{"foo":"bar"}""",
        """[{"op":"add","path":"/baz","value":"qux","xyz":123}]""",
        """{"foo":"bar","baz":"qux"}"""
    )]
    [InlineData("""{"/":9,"~1":10}""", """[{"op":"test","path":"/~01","value":10}]""", """{"/":9,"~1":10}""")]
    [InlineData(
        """{"foo":["bar"]}""",
        """[{"op":"add","path":"/foo/-","value":["abc","def"]}]""",
        """{"foo":["bar",["abc","def"]]}"""
    )]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"","value":[1]}]""", "[1]")]
    [InlineData("""{"a":1}""", """[{"op":"replace","path":"/a","value":null}]""", """{"a":null}""")]
    [InlineData(
        """{"a":null}""",
        """[{"op":"copy","from":"/a","path":"/b"},{"op":"test","path":"/b","value":null}]""",
        """{"a":null,"b":null}"""
    )]
    [InlineData(
        """[1,2]""",
        """[{"op":"test","path":"/0","value":1.0},{"op":"copy","from":"/0","path":"/2"}]""",
        "[1,2,1]"
    )]
    public void A_patch_is_applied(string document, string patch, string expected)
    {
        JsonPatch.TryApply(Json(document), Json(patch), out var result, out var problem).ShouldBeTrue(problem);

        CanonicalJson.AreEqual(result, Json(expected)).ShouldBeTrue(result.GetRawText());
    }

    [Theory]
    [InlineData("""{"op":"test","path":"/a","value":2}""", "test")]
    [InlineData("""{"op":"add","path":"/x/y","value":1}""", "no \"x\"")]
    [InlineData("""{"op":"remove","path":"/x"}""", "no \"x\"")]
    [InlineData("""{"op":"replace","path":"/x","value":1}""", "no \"x\"")]
    [InlineData("""{"op":"add","path":"/l/2","value":1}""", "no \"2\"")]
    [InlineData("""{"op":"add","path":"/l/01","value":1}""", "no \"01\"")]
    [InlineData("""{"op":"remove","path":"/l/-"}""", "no \"-\"")]
    [InlineData("""{"op":"move","from":"/o","path":"/o/in"}""", "into itself")]
    [InlineData("""{"op":"frobnicate","path":"/a"}""", "unknown op")]
    [InlineData("""{"op":"add","path":"/a"}""", "\"value\" is missing")]
    [InlineData("""{"op":"add","value":1}""", "\"path\" is missing")]
    [InlineData("""{"op":"add","path":"a","value":1}""", "no JSON pointer")]
    public void One_bad_operation_undoes_the_whole_patch(string operation, string why)
    {
        var document = Json("""{"a":1,"l":[0],"o":{}}""");
        var patch = Json(
            $$"""[{"op":"replace","path":"/a","value":7},{"op":"test","path":"/a","value":7},{{operation}}]"""
        );

        JsonPatch.TryApply(document, patch, out var result, out var problem).ShouldBeFalse();

        result.GetRawText().ShouldBe(document.GetRawText());
        problem.ShouldNotBeNull().ShouldContain(why);
    }

    [Theory]
    [InlineData("""{"op":"copy","from":"","path":"/a"}""", 900, "deeper than")]
    [InlineData("""{"op":"copy","from":"/s","path":"/s/-"}""", 900, "adds more than")]
    public void Copies_cannot_grow_without_bound(string operation, int times, string why)
    {
        var patch = Json($"[{string.Join(',', Enumerable.Repeat(operation, times))}]");

        JsonPatch.TryApply(Json("""{"s":[1]}"""), patch, out _, out var problem).ShouldBeFalse();

        problem.ShouldNotBeNull().ShouldContain(why);
    }

    [Fact]
    public void Wide_copies_stop_at_the_bound()
    {
        var copies = string.Join(
            ',',
            Enumerable.Range(0, 900).Select(n => $$"""{"op":"copy","from":"/s","path":"/c{{n}}"}""")
        );
        var document = Json($$"""{"s":"{{new string('x', 100_000)}}"}""");

        JsonPatch.TryApply(document, Json($"[{copies}]"), out _, out var problem).ShouldBeFalse();

        problem.ShouldNotBeNull().ShouldContain("adds more than");
    }

    private static JsonElement Json(string json) => JsonElement.Parse(json);
}
