using System.Collections.Frozen;

namespace StreamBench.FaultProxy.Rules;

/// <summary>The kinds of rules by the word that stands behind <c>do:</c>. A new kind is one record, one fault, one line here and one in its reader.</summary>
public static class FaultRuleKinds
{
    /// <summary>All of them.</summary>
    public static readonly FrozenDictionary<string, Type> All = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["cut"] = typeof(CutRule),
        ["drop"] = typeof(DropRule),
        ["duplicate"] = typeof(DuplicateRule),
        ["swap"] = typeof(SwapRule),
        ["shuffle"] = typeof(ShuffleRule),
        ["delay"] = typeof(DelayRule),
        ["alter"] = typeof(AlterRule),
        ["slice"] = typeof(SliceRule),
        ["buffer"] = typeof(BufferRule),
        ["refuse"] = typeof(RefuseRule),
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
