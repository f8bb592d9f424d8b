using System.Text.Json;
using StreamBench.Protocol.Json;

namespace StreamBench.Dialects.Atmosphere.Hearing;

/// <summary>A call without a result so far, as a client knows it.</summary>
/// <param name="Item">The id that this side gave it.</param>
/// <param name="Name">The tool's name, all that the wire says to tell calls apart.</param>
/// <param name="Args">Its arguments.</param>
/// <param name="Turn">The turn that opened it.</param>
internal sealed record HeardCall(string Item, string Name, JsonElement Args, string Turn)
{
    /// <summary>True once a person was asked; nothing tells the answer.</summary>
    internal bool Waits { get; set; }

    internal bool Has(JsonElement args) => args.IsPresent && Args.IsPresent && CanonicalJson.AreEqual(Args, args);
}
