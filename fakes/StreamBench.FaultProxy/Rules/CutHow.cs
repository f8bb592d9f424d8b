using System.Globalization;

namespace StreamBench.FaultProxy.Rules;

/// <summary>The ways a connection is cut.</summary>
public enum CutKind
{
    /// <summary>Both peers get FIN, in the middle of the response.</summary>
    Fin,

    /// <summary>Both peers get RST.</summary>
    Rst,

    /// <summary>The response ends as if it were whole (last chunk, WebSocket close 1000), then FIN.</summary>
    End,

    /// <summary>Nothing comes any more and nothing closes; a removed rule lets everything held go on.</summary>
    Stall,

    /// <summary>Nothing goes either way any more, not even a close: both peers keep a connection that is dead.</summary>
    HalfOpen,

    /// <summary>A WebSocket close frame with a code, then FIN; 1006 is RST without a frame. Other streams get FIN.</summary>
    Close,
}

/// <summary>How a connection is cut: <c>fin</c>, <c>rst</c>, <c>end</c>, <c>stall</c>, <c>half-open</c> or <c>close(1011)</c>.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="Code">The WebSocket close code, 1000 to 4999, of <see cref="CutKind.Close"/>; else 0.</param>
public readonly record struct CutHow(CutKind Kind, int Code = 0)
{
    /// <summary>The close code that stands for an end without a close frame (RFC 6455 §7.4.1).</summary>
    public const int Abnormal = 1006;

    internal static readonly string[] Words = ["fin", "rst", "end", "stall", "half-open", "close(1000)"];

    /// <summary>Reads the written form; false when it is none.</summary>
    public static bool TryParse(string text, out CutHow how)
    {
        how = default;
        if (text.StartsWith("close(", StringComparison.Ordinal) && text.EndsWith(')'))
        {
            var isCode = int.TryParse(
                text.AsSpan(6..^1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var code
            );
            how = new CutHow(CutKind.Close, code);
            return isCode && code is >= 1000 and <= 4999;
        }
        var index = Array.IndexOf(Words, text);
        how = new CutHow((CutKind)Math.Max(index, 0));
        return index is >= 0 and < (int)CutKind.Close;
    }

    /// <inheritdoc/>
    public override string ToString() => Kind == CutKind.Close ? $"close({Code})" : Words[(int)Kind];
}
