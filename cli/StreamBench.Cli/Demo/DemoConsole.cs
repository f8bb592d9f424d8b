using Spectre.Console;

namespace StreamBench.Cli.Demo;

/// <summary>A console on a writer: colours and moving bars on a terminal, plain lines of 80 columns anywhere else.</summary>
internal static class DemoConsole
{
    internal static IAnsiConsole On(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = 80;
        }

        return console;
    }
}
