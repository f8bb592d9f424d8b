using StreamBench.Conformance.Catalogue;

namespace StreamBench.Conformance.Planning;

/// <summary>The cells of a catalogue: a case on a transport, with a script and a variant. What a client can do is not asked.</summary>
public static class Cells
{
    /// <summary>Every cell that may hold a run of what is asked for, in the order of the book; none has a position.</summary>
    /// <param name="book">The cases.</param>
    /// <param name="options">What is asked for. Only the case of its patterns is looked at, since positions belong to no cell.</param>
    public static IEnumerable<PlannedRun> Of(CaseBook book, PlanOptions options)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(options);
        return from one in book.Cases
            where one.Phase <= options.Phase
            where options.Run.IsEmpty || options.Run.Any(pattern => pattern.MatchesCase(one.Id))
            from transport in one.Transports
            where options.Transports.IsEmpty || options.Transports.Contains(transport, StringComparer.Ordinal)
            from dialect in options.Dialects
            from script in one.Scripts
            from variant in one.Variants
            select new PlannedRun
            {
                Case = one,
                Variant = variant,
                Transport = transport,
                Dialect = dialect,
                Script = script,
                Seed = options.Seed,
            };
    }
}
