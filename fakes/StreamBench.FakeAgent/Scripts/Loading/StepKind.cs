using System.Collections.Immutable;
using StreamBench.Yaml.Shapes;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>One word of the script language: the key that names the step, the keys beside it, and what it compiles to.</summary>
internal sealed record StepKind
{
    internal StepKind(KeyShape main, ImmutableArray<KeyShape> options, Action<StepFields, StepWriter> compile)
    {
        Word = main.Name;
        Meaning = main.Meaning;
        Compile = compile;
        Shape = new ObjectShape(
            $"step \"{main.Name}\"",
            "a step",
            [
                main with
                {
                    IsRequired = true,
                },
                .. options,
                new KeyShape("pace", ValueShape.Of(ScriptShapes.Pace), "waits between the events of this step"),
            ]
        );
    }

    internal string Word { get; }

    internal string Meaning { get; }

    internal ObjectShape Shape { get; }

    internal Action<StepFields, StepWriter> Compile { get; }
}
