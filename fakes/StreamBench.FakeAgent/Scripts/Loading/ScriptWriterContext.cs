using System.Globalization;
using StreamBench.Yaml;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>What all steps of one script share while they are compiled.</summary>
internal sealed class ScriptWriterContext(ProblemList problems, InventedText invented, int seed)
{
    // Together they bound what a small file can make of itself by nested repeats.
    private const long MostText = 64 << 20;
    private const int MostSteps = 4 * Script.MaxEvents;

    private int events;
    private int steps;
    private long text;

    internal ProblemList Problems => problems;

    internal IdLedger Ids { get; } = new(problems);

    /// <summary>The agents of the script; steps may begin with their names.</summary>
    internal HashSet<string> Agents { get; } = new(StringComparer.Ordinal);

    /// <summary>True when snapshots or checkpoints may fall between any two events.</summary>
    internal bool RepairsAnywhere { get; init; }

    // Lengths and waits have their own random numbers, so that a changed pace changes no text.
    internal Random Lengths { get; } = new(seed);

    internal Random Waits { get; } = new(seed ^ 0x5A17);

    private bool IsFull => events > Script.MaxEvents || steps > MostSteps || text > MostText;

    internal string Fill(YamlNode node)
    {
        if (invented.Fill(node.Text, out var filled) is { } problem)
        {
            problems.Error(node, problem);
        }

        return Weigh(filled, node);
    }

    internal string FillTo(YamlNode node)
    {
        var length = int.Parse(node["length"]!.Text, CultureInfo.InvariantCulture);
        if (invented.FillTo(node["fill"]!.Text, length, out var filled) is { } problem)
        {
            problems.Error(node["fill"]!, problem);
        }

        return Weigh(filled, node);
    }

    /// <summary>Counts one more step; false when the script is over one of its bounds.</summary>
    internal bool MayGoOn(YamlNode at)
    {
        if (++steps == MostSteps + 1)
        {
            problems.Error(at, $"a script may do {MostSteps:N0} steps; this one goes beyond");
        }

        return !IsFull;
    }

    /// <summary>Counts one more event; false when the script already holds as many as it may.</summary>
    internal bool Count(YamlNode at)
    {
        if (++events == Script.MaxEvents + 1)
        {
            problems.Error(at, $"a script may hold {Script.MaxEvents:N0} events; this step goes beyond");
        }

        return !IsFull;
    }

    private string Weigh(string filled, YamlNode at)
    {
        if (text <= MostText && (text += filled.Length) > MostText)
        {
            problems.Error(at, $"a script may hold {MostText:N0} characters of text; this one goes beyond");
        }

        return filled;
    }
}
