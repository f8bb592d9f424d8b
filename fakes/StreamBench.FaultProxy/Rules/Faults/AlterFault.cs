using System.Buffers;
using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Changes bytes of events.</summary>
internal sealed class AlterFault(AlterRule rule, FaultContext context) : Fault(rule, context)
{
    private readonly PlaceMatcher matcher = new(rule.At, context);

    public override bool IsSpent => matcher.IsDone;

    public override void Accept(in FramedEvent frame)
    {
        if (!matcher.Matches(frame))
        {
            Next.Accept(frame);
            return;
        }
        if (frame.IsOversize)
        {
            StepAside(frame, "the event is too large to be held and has gone");
            Next.Accept(frame);
            return;
        }
        if (Body.Plan.Bytes > FaultLimits.PlannedBytes)
        {
            StepAside(frame, "the altered events would be more than 16 MiB");
            Next.Accept(frame);
            return;
        }
        var raw = frame.Raw.Span;
        var before = Body.Format!.Alterable(raw);
        var after = rule.Offset is { } offset ? Overwrite(before, offset) : Replace(before);
        if (after.AsSpan().SequenceEqual(before))
        {
            StepAside(frame, "nothing in the event is to be altered");
            Next.Accept(frame);
            return;
        }
        if (!CanChange(frame, after.Length - before.Length))
        {
            Next.Accept(frame);
            return;
        }
        Report(frame, $"{before.Length} bytes became {after.Length}");
        Next.Accept(frame with { Raw = Body.Format.Rewrite(raw, after) });
    }

    private byte[] Overwrite(ReadOnlySpan<byte> bytes, int offset)
    {
        var altered = bytes.ToArray();
        var room = Math.Max(altered.Length - offset, 0);
        var with = rule.With.AsSpan();
        with[..Math.Min(room, with.Length)].CopyTo(altered.AsSpan(Math.Min(offset, altered.Length)));
        return altered;
    }

    private byte[] Replace(ReadOnlySpan<byte> bytes)
    {
        var altered = new ArrayBufferWriter<byte>(Math.Max(bytes.Length, 1));
        var find = rule.Find.AsSpan();
        for (int at; (at = bytes.IndexOf(find)) >= 0; bytes = bytes[(at + find.Length)..])
        {
            // Each match may grow; an event above the bound stays as it is from there on.
            if (altered.WrittenCount + rule.With.Length > FaultLimits.EventBytes)
                break;
            altered.Write(bytes[..at]);
            altered.Write(rule.With.AsSpan());
        }
        altered.Write(bytes);
        return altered.WrittenSpan.ToArray();
    }
}
