namespace StreamBench.Conformance.Sweeps;

/// <summary>Makes a path with one cut in it for each run of a sweep: in this process, or on a Toxiproxy server.</summary>
internal interface IFaultPaths : IAsyncDisposable
{
    /// <summary>Opens a path to <paramref name="upstream"/> and answers its address.</summary>
    /// <param name="name">The path's own name.</param>
    /// <param name="upstream">Where it leads, <c>host:port</c>.</param>
    /// <param name="run">The run, with its cut.</param>
    /// <param name="cursor">The cursor of the last event that gets through.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<Uri> OpenAsync(string name, string upstream, SweepRun run, string cursor, CancellationToken cancellation);

    /// <summary>Closes a path.</summary>
    Task CloseAsync(string name, CancellationToken cancellation);
}
