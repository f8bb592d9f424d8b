using System.CommandLine;

namespace StreamBench.Cli.Serving;

/// <summary>Options that name a port.</summary>
internal static class Ports
{
    internal static Option<int> Option(string name, int usual, string description)
    {
        var option = new Option<int>(name)
        {
            Description = description,
            DefaultValueFactory = _ => usual,
            HelpName = "PORT",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var port and (< 0 or > 65_535))
            {
                result.AddError($"{name}: {port} is not between 0 and 65535 (0 takes a free port)");
            }
        });
        return option;
    }
}
