using Spectre.Console;

namespace StreamBench.Cli.Demo;

/// <summary>A console on a writer: colours and moving bars on a terminal, plain lines of 80 columns anywhere else.</summary>
internal static class DemoConsole
{
    internal static IAnsiConsole On(TextWriter writer)
    {
        var isTerminal =
            (writer == Console.Out && !Console.IsOutputRedirected)
            || (writer == Console.Error && !Console.IsErrorRedirected);
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            }
        );
        if (!isTerminal)
        {
            console.Profile.Width = 80;
        }

        return console;
    }
}
