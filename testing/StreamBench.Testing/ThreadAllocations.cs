namespace StreamBench.Testing;

/// <summary>What a piece of work allocates on the thread that calls it.</summary>
public static class ThreadAllocations
{
    private const int MostPasses = 20;

    /// <summary>
    /// The bytes of the pass that allocated least. A collection that another thread asks for takes the rest of this
    /// thread's allocation buffer, up to 8 KiB, and the runtime's counter calls that rest allocated: it can only add. Work
    /// that does allocate does so in every pass.
    /// </summary>
    /// <param name="pass">The work; called once to have it compiled, then until a pass allocates nothing, at most 20 times.</param>
    /// <returns>Bytes, 0 or more.</returns>
    public static long LeastOf(Action pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        pass();

        var least = long.MaxValue;
        for (var i = 0; i < MostPasses && least > 0; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            pass();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
