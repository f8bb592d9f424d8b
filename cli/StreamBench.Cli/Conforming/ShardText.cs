namespace StreamBench.Cli.Conforming;

/// <summary>A part of a plan from the command line: the second of four is <c>2/4</c>.</summary>
internal static class ShardText
{
    internal static bool TryRead(string? text, out (int Part, int Of) shard, out string? problem)
    {
        (shard, problem) = ((1, 1), null);
        if (text is null)
        {
            return true;
        }

        if (
            text.Split('/') is [var part, var of]
            && int.TryParse(part, out shard.Part)
            && int.TryParse(of, out shard.Of)
            && shard.Part >= 1
            && shard.Part <= shard.Of
        )
        {
            return true;
        }

        problem = $"--shard: \"{Printable.Of(text)}\" is no part; the second of four is 2/4";
        return false;
    }
}
