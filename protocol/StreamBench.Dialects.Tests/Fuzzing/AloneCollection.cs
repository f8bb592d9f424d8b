namespace StreamBench.Dialects.Tests.Fuzzing;

/// <summary>Tests that read the size of the heap: it is theirs alone only while no other test runs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
