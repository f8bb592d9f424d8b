namespace StreamBench.Dialects.Atmosphere.Hearing;

/// <summary>The frames of a run that is said again: one message with a frame in each line.</summary>
/// <remarks>An object ends and the next begins around a line end: inside one JSON text that never stands.</remarks>
internal ref struct RunLines(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> rest = message;

    /// <summary>The frame that <see cref="MoveNext"/> has found.</summary>
    internal ReadOnlySpan<byte> Current { get; private set; }

    private static ReadOnlySpan<byte> Border => "}\n{"u8;

    /// <summary>True for a message of more than one frame.</summary>
    internal static bool AreIn(ReadOnlySpan<byte> message) => message.IndexOf(Border) >= 0;

    /// <summary>How many frames there are.</summary>
    internal static int Count(ReadOnlySpan<byte> message) => message.Count(Border) + 1;

    internal bool MoveNext()
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        var border = rest.IndexOf(Border);
        Current = border < 0 ? rest : rest[..(border + 1)];
        rest = border < 0 ? default : rest[(border + 2)..];
        return true;
    }
}
