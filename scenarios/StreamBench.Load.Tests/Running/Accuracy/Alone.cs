namespace StreamBench.Load.Tests.Running.Accuracy;

/// <summary>
/// Tests that compare times to the millisecond run after the others: what those allocate stops every thread of the process, also
/// between the two looks at the clock, the engine's and the test's, that are to be the same.
/// </summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
