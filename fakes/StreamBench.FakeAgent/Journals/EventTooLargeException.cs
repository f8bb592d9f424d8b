namespace StreamBench.FakeAgent.Journals;

#pragma warning disable RCS1194 // Made in one place only, with the three numbers that its message needs.

/// <summary>An event did not fit the journal's bound. The journal is unchanged.</summary>
/// <param name="type">The event's type.</param>
/// <param name="bytes">Its size in UTF-8.</param>
/// <param name="bound">The bound.</param>
public sealed class EventTooLargeException(string type, long bytes, int bound)
    : Exception(
        $"A {type} event of {bytes:N0} bytes exceeds the bound of {bound:N0} bytes. Split it, or raise MaxEventBytes."
    );
