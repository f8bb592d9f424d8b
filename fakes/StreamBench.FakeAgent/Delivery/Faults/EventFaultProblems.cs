namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary>What is wrong with the members of an <see cref="EventFault"/>.</summary>
internal static class EventFaultProblems
{
    internal static IEnumerable<string> Of(EventFault fault, string path) =>
        [
            .. Names(fault, path),
            .. Outside(fault.Ms, 0, 600_000, $"{path}.ms"),
            .. Outside(fault.Count, 1, 1_000, $"{path}.count"),
            .. Outside(fault.Window, 2, 256, $"{path}.window"),
            .. Outside(fault.Last, 1, 256, $"{path}.last"),
            .. Outside(fault.Later, 0, 10_000, $"{path}.later"),
            .. Outside(fault.GrpcStatus ?? 0, 0, 16, $"{path}.grpcStatus"),
            .. Texts(fault, path),
            .. Moments(fault, path),
            .. fault.At.Validate($"{path}.at"),
        ];

    private static IEnumerable<string> Names(EventFault fault, string path)
    {
        if (!EventFaults.All.ContainsKey(fault.Do))
        {
            yield return $"{path}.do: \"{fault.Do}\" is no fault; choose one of {string.Join(", ", EventFaults.All.Keys)}";
        }
    }

    private static IEnumerable<string> Outside(int value, int least, int most, string path)
    {
        if (value < least || value > most)
        {
            yield return $"{path}: {value} is not between {least} and {most}";
        }
    }

    private static IEnumerable<string> Texts(EventFault fault, string path)
    {
        if (fault.Json is not null && fault.Json.AsSpan().ContainsAny('\r', '\n'))
        {
            yield return $"{path}.json: must be one line";
        }

        if (fault.Keeps is not (null or ShuffleFault.Agents))
        {
            yield return $"{path}.keeps: \"{fault.Keeps}\" is nothing to keep in order; there is {ShuffleFault.Agents}";
        }

        if (fault is { Do: "inject", Json: null })
        {
            yield return $"{path}.json: is missing: what is sent after the event";
        }

        if (fault is { Do: "leak", To: null })
        {
            yield return $"{path}.to: is missing: the conversation whose stream shows the event";
        }

        // RFC 6455 §7.4: these are never sent; the fault proxy's raw frames can.
        if (fault.Code is { } code && (code is < 1_000 or > 4_999 or 1_004 or 1_005 or 1_006 or 1_015))
        {
            yield return $"{path}.code: {code} is no status that a close frame may carry: 1000 to 4999, not 1004 to 1006 or 1015";
        }
    }

    private static IEnumerable<string> Moments(EventFault fault, string path)
    {
        if (
            fault.Until
            is { Type: null, Seq: null }
                or { Nth: not null }
                or { Every: not null }
                or { Chance: not null }
                or { Connection: not null }
        )
        {
            yield return $"{path}.until: give a type, a seq or both, and nothing else";
        }

        if (fault is { Until: not null, Later: > 0 })
        {
            yield return $"{path}.later: copies come either later by some events or after the event of \"until\"; leave one out";
        }
    }
}
