// Clients under test have time-outs of half a second: tests that fight for two processors would blame them for the machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
