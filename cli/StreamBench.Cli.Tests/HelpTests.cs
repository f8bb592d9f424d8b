namespace StreamBench.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("proxy")]
    [InlineData("script")]
    [InlineData("serve")]
    [InlineData("watch")]
    public async Task Help_fits_into_80_columns(string command)
    {
        var (code, output, _) = await Cli.RunAsync(command, "--help");

        code.ShouldBe(0);
        output.ShouldContain("streambench " + command);
        output.Split('\n').ShouldAllBe(line => line.TrimEnd().Length <= 80);
    }
}
