namespace StreamBench.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("conform")]
    [InlineData("conform list")]
    [InlineData("conform merge")]
    [InlineData("conform serve")]
    [InlineData("conform smoke")]
    [InlineData("diff")]
    [InlineData("load")]
    [InlineData("merge")]
    [InlineData("proxy")]
    [InlineData("script")]
    [InlineData("serve")]
    [InlineData("watch")]
    public async Task Help_fits_into_80_columns(string command)
    {
        var (code, output, _) = await Cli.RunAsync([.. command.Split(' '), "--help"]);

        code.ShouldBe(0);
        output.ShouldContain(" " + command);
        output.Split('\n').ShouldAllBe(line => line.TrimEnd().Length <= 80);
    }
}
