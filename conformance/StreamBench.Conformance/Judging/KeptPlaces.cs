using StreamBench.Conformance.Results;
using StreamBench.Dialects.Design;

namespace StreamBench.Conformance.Judging;

/// <summary>
/// Checks of cursors where clients name no place and the server keeps it under a name of theirs: to come back under the same name is to
/// resume there.
/// </summary>
internal static class KeptPlaces
{
    /// <summary>The check for a dialect of either sort.</summary>
    internal static Check Or(string name, string meaning, Func<CheckContext, Finding> judge) =>
        new(
            name,
            Axis.Recovery,
            meaning,
            context => context.Run.Spoken.Has(Topic.Place) ? judge(context) : SameNames(context)
        );

    private static Finding SameNames(CheckContext context)
    {
        var names = context.Streams.Select(request => request.ClientId).Distinct(StringComparer.Ordinal).Count();
        var clients = context.Evidence.Clients.Length;
        return Finding.Of(
            names <= clients,
            $"{(clients == 1 ? "the client" : $"{clients} clients")} asked for the stream under {names} names, so the server could not know the place"
        );
    }
}
