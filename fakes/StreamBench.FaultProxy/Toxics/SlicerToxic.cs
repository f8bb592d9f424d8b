using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Toxics;

/// <summary>
/// Cuts each chunk in half, and the halves again, until a piece is at most <c>average_size</c> + <c>size_variation</c> bytes, moving each
/// cut by up to <c>size_variation</c>; each piece is a write of its own with <c>delay</c> microseconds after it.
/// </summary>
internal sealed class SlicerToxic(int averageSize, int sizeVariation, TimeSpan delay) : Toxic
{
    public static readonly ToxicType Type = new(
        "slicer",
        [new("average_size"), new("size_variation"), new("delay")],
        values => new SlicerToxic(
            (int)Math.Clamp(values.Integer("average_size"), 0, Link.ChunkSize),
            (int)Math.Clamp(values.Integer("size_variation"), 0, Link.ChunkSize),
            values.Microseconds("delay")
        )
    );

    public override async ValueTask PipeAsync(Stage stage)
    {
        var cuts = new List<int>();
        while (await stage.ReadAsync() is { } chunk)
        {
            cuts.Clear();
            Cut(0, chunk.Length, stage.Random, cuts);
            var start = 0;
            foreach (var end in cuts)
            {
                await stage.WriteAsync(chunk.Slice(start, end - start));
                start = end;
                if (!await stage.DelayAsync(delay))
                    break;
            }
            if (start < chunk.Length)
                await stage.WriteAsync(chunk.Slice(start));
        }
    }

    /// <summary>Adds the end of each piece. A cut stays inside its piece and an average of 0 cuts nothing: Toxiproxy crashes there.</summary>
    private void Cut(int start, int end, Random random, List<int> cuts)
    {
        var size = end - start;
        if (averageSize == 0 || size < 2 || size - averageSize <= sizeVariation)
        {
            cuts.Add(end);
            return;
        }
        var shift = sizeVariation == 0 ? 0 : random.Next(2 * sizeVariation) - sizeVariation;
        var middle = Math.Clamp(start + (size / 2) + shift, start + 1, end - 1);
        Cut(start, middle, random, cuts);
        Cut(middle, end, random, cuts);
    }
}
