namespace StreamBench.Load.Running;

/// <summary>A run could not begin: what is wrong, where, and what to do.</summary>
public sealed class LoadRunException : Exception
{
    /// <summary>States why.</summary>
    public LoadRunException(string message)
        : base(message) { }

    /// <summary>States why, and what was met.</summary>
    public LoadRunException(string message, Exception inner)
        : base(message, inner) { }
}
