namespace StreamBench.TestKit.Tests;

public sealed class RepeatCommandTests
{
    [Theory]
    [InlineData(
        "x.dll --server dotnettestcli --dotnet-test-pipe p",
        "dotnet test --filter-trait \"path=RES-001/transport:sse*\""
    )]
    [InlineData("x.dll -automated -assemblyInfo", "dotnet test --filter \"path~RES-001/transport:sse\"")]
    public void The_command_is_in_the_words_of_the_runner_that_runs_the_tests(string process, string command) =>
        RepeatCommand.For("RES-001/transport:sse", process.Split(' ')).ShouldBe(command);
}
