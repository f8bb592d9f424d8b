namespace StreamBench.Yaml.Tests;

public sealed class ProblemListTests
{
    [Fact]
    public void Problems_come_in_the_order_of_the_file_each_once()
    {
        var problems = new ProblemList("r.yaml");

        problems.Error(2, 1, "late");
        problems.Warn(new YamlNode(YamlKind.Scalar, 1, 5), "doubtful");
        problems.Error(2, 1, "late");

        problems
            .InOrder.Select(problem => problem.ToString())
            .ShouldBe(["r.yaml:1:5: warning: doubtful", "r.yaml:2:1: late"]);
    }

    [Fact]
    public void Warnings_are_no_errors()
    {
        var problems = new ProblemList("r.yaml");

        problems.Warn(new YamlNode(YamlKind.Scalar, 1, 5), "doubtful");
        problems.HasErrors.ShouldBeFalse();

        problems.Error(1, 1, "wrong");
        problems.HasErrors.ShouldBeTrue();
    }

    [Fact]
    public void Nobody_reads_more_than_a_hundred()
    {
        var problems = new ProblemList("r.yaml");

        for (var line = 1; line <= 200; line++)
        {
            problems.Error(line, 1, "wrong");
        }

        problems.InOrder.Length.ShouldBe(ProblemList.Most);
    }

    // An error behind a hundred warnings must still be an error.
    [Fact]
    public void Warnings_leave_room_for_an_error()
    {
        var problems = new ProblemList("r.yaml");
        for (var line = 1; line <= 200; line++)
        {
            problems.Warn(new YamlNode(YamlKind.Scalar, line, 1), "doubtful");
        }

        problems.Error(201, 1, "wrong");

        problems.HasErrors.ShouldBeTrue();
        problems.InOrder[^1].Message.ShouldBe("wrong");
    }
}
