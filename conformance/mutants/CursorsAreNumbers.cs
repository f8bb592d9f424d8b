using System.Collections.Immutable;
using System.Globalization;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a cursor that looks like a number is kept as one, as in JavaScript, and loses its last digits.</summary>
internal sealed class CursorsAreNumbers : IMutant
{
    public string Name => "cursors-are-numbers";

    public string Bug => "reads a cursor of digits as a floating-point number";

    public ImmutableArray<string> CaughtBy => ["SEQ-008"];

    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Transport = new ChangedTransport(
                right.Transport,
                (transport, request, stop) =>
                    transport.OpenAsync(request with { Cursor = Rounded(request.Cursor) }, stop)
            ),
        };

    private static string? Rounded(string? cursor) =>
        double.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("F0", CultureInfo.InvariantCulture)
            : cursor;
}
