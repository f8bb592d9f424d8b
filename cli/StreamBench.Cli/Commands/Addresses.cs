using System.CommandLine;

namespace StreamBench.Cli.Commands;

/// <summary>Options that hold the address of a server.</summary>
internal static class Addresses
{
    /// <summary>An option for an absolute <c>http</c> or <c>https</c> address; null when it is not given.</summary>
    internal static Option<Uri?> Option(string name, string about) =>
        new(name)
        {
            Description = about,
            HelpName = "URL",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                {
                    return address;
                }

                result.AddError($"{name}: \"{text}\" is no address; write one such as http://127.0.0.1:4280");
                return null;
            },
        };
}
