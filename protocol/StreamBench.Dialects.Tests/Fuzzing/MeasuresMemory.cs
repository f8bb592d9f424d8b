namespace StreamBench.Dialects.Tests.Fuzzing;

/// <summary>Tests that look at the memory of the whole process: nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(MeasuresMemory), DisableParallelization = true)]
public sealed class MeasuresMemory;
