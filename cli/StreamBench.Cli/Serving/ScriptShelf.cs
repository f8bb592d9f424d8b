using StreamBench.FakeAgent.Scripts;

namespace StreamBench.Cli.Serving;

/// <summary>The scripts of one server: those it was given, and behind them the shipped ones.</summary>
internal sealed class ScriptShelf
{
    private readonly Dictionary<string, Script> given = new(StringComparer.OrdinalIgnoreCase);

    private ScriptShelf() { }

    /// <summary>The first one given, or null.</summary>
    internal Script? First { get; private set; }

    /// <summary>Loads them all, or prints every problem of every file and answers null.</summary>
    internal static ScriptShelf? Load(IEnumerable<string> scripts, TextWriter error)
    {
        var shelf = new ScriptShelf();
        var isComplete = true;
        foreach (var nameOrPath in scripts)
        {
            var loaded = ShippedScripts.FindOrLoad(nameOrPath);
            foreach (var problem in loaded.Problems)
            {
                error.WriteLine(problem);
            }

            isComplete &= loaded.Script is not null && shelf.Add(loaded.Script, nameOrPath, error);
        }

        return isComplete ? shelf : null;
    }

    /// <summary>The script that a message names, in any case; null when there is none.</summary>
    internal Script? Find(string name) => given.GetValueOrDefault(name) ?? ShippedScripts.Find(name);

    private bool Add(Script script, string nameOrPath, TextWriter error)
    {
        First ??= script;
        if (given.TryAdd(script.Name, script))
        {
            return true;
        }

        error.WriteLine($"{nameOrPath}:1:1: two of these scripts have the name \"{script.Name}\"; rename one");
        return false;
    }
}
