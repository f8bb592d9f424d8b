using System.Collections.Immutable;
using System.Text.RegularExpressions;
using StreamBench.Yaml;

namespace StreamBench.Conformance.Clients.Rosters;

/// <summary>Reads the list of clients that somebody compares.</summary>
/// <example><code>
/// streambench-clients: 1
/// clients:
///   - name: web                   # what results call it
///     client: node web/adapter.mjs
///     baseline: web.baseline.yaml # beside this file
///   - name: phone
///     client: http://127.0.0.1:9000
///   - name: reference
///     reference: true
/// </code></example>
public static partial class ClientRosterFile
{
    private const string Head = "streambench-clients";

    /// <summary>Most clients: one run of the suite each is long enough.</summary>
    private const int MaxClients = 100;

    private static readonly FileKind Kind = new()
    {
        Name = "list of clients",
        FirstLine = $"{Head}: 1",
        MaxBytes = 1 << 20,
        MaxDepth = 8,
        MaxNodes = 10_000,
    };

    /// <summary>Reads the file at <paramref name="path"/>, in UTF-8. Baselines are found from its folder, commands run where this process does.</summary>
    public static LoadedRoster Load(string path) =>
        Read(YamlFile.Load(path, Kind), Path.GetDirectoryName(Path.GetFullPath(path))!);

    private static LoadedRoster Read(YamlFile file, string folder)
    {
        if (file.Root is not { } root)
        {
            return new LoadedRoster(Roster: null, file.Problems.InOrder);
        }

        var fields = YamlFields.Of(root, Kind.Name, file.Problems).Require(Head, "clients");
        if (fields.Integer(Head) is not (1 or null))
        {
            fields.Error(Head, "only version 1 is known");
        }

        var entries = fields.Sections("clients", "client").Select(section => Entry(section, folder)).ToImmutableArray();
        fields.RejectOthers();
        if (entries.Length is 0 or > MaxClients && !file.Problems.HasErrors)
        {
            fields.Error("clients", $"{entries.Length} clients; there must be between 1 and {MaxClients}");
        }

        foreach (var twins in entries.GroupBy(entry => entry.Name, StringComparer.Ordinal).Where(t => t.Count() > 1))
        {
            fields.Error("clients", $"\"{twins.Key}\" is the name of {twins.Count()} clients; give each its own");
        }

        return new LoadedRoster(file.Problems.HasErrors ? null : new ClientRoster(entries), file.Problems.InOrder);
    }

    private static RosterEntry Entry(YamlFields fields, string folder)
    {
        fields.Require("name");
        var (name, client) = (fields.Text("name") ?? "", fields.Text("client"));
        if (!NameForm().IsMatch(name) && fields.Value("name") is not null)
        {
            fields.Error("name", $"\"{name}\" is no name of a folder; use letters, digits, . _ -, not . first");
        }

        var isReference = fields.Flag("reference") ?? false;
        if (client is null != isReference)
        {
            fields.Error("client", "a client has either client: CMD or reference: true");
        }

        CheckClient(fields, client);
        var baseline = fields.Text("baseline") is { } path ? Path.GetFullPath(path, folder) : null;
        fields.RejectOthers();
        return new RosterEntry(name, client, baseline);
    }

    private static void CheckClient(YamlFields fields, string? client)
    {
        if (client is null)
        {
            return;
        }

        try
        {
            _ = ClientSpec.Parse(client);
        }
        catch (FormatException e)
        {
            fields.Error("client", e.Message);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NameForm();
}

/// <summary>What came of reading a list of clients.</summary>
/// <param name="Roster">The list, or null when it has errors.</param>
/// <param name="Problems">What is wrong with it, in the order of the file.</param>
public sealed record LoadedRoster(ClientRoster? Roster, ImmutableArray<FileProblem> Problems);
