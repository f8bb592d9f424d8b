using StreamBench.Conformance.Catalogue;
using StreamBench.Dialects;
using StreamBench.Transports;

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
            from dialect in options.Dialects
            from transport in TransportsOf(one, dialect)
            where options.Transports.IsEmpty || options.Transports.Contains(transport, StringComparer.Ordinal)
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

    // A case for every transport is one for those, too, that only a dialect has.
    private static IEnumerable<string> TransportsOf(Case one, string dialect) =>
        DialectList.Find(dialect) is { IsNative: false } spoken
            ? spoken
                .Endpoints.Select(endpoint => endpoint.Transport)
                .Where(transport =>
                    one.Transports.Length == StreamTransports.Names.Count
                    || one.Transports.Contains(transport, StringComparer.Ordinal)
                )
            : one.Transports;
}
