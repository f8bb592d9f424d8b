using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace StreamBench.Load.Engine.Http;

/// <summary>How the value of a feed's field is written, so that no input can break out of the place it is put in.</summary>
internal enum FieldForm : byte
{
    /// <summary>In a header: control characters become spaces.</summary>
    Header,

    /// <summary>In an address: percent-encoded (RFC 3986 §2.1).</summary>
    Address,

    /// <summary>In a JSON text: escaped, without quotes of its own.</summary>
    Json,

    /// <summary>In any other body: as it is.</summary>
    Plain,
}

internal static class FieldForms
{
    /// <summary>The form that fits a body.</summary>
    internal static FieldForm OfBody(string body) =>
        body.AsSpan().TrimStart() is ['{' or '[', ..] ? FieldForm.Json : FieldForm.Plain;

    /// <summary>Writes <paramref name="value"/> as UTF-8; false when it does not fit.</summary>
    internal static bool TryWrite(this FieldForm form, string value, Span<byte> to, out int written)
    {
        var text = form switch
        {
            FieldForm.Address => Uri.EscapeDataString(value),
            FieldForm.Json => JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
            FieldForm.Header => string.Create(
                value.Length,
                value,
                (letters, from) =>
                {
                    for (var i = 0; i < letters.Length; i++)
                    {
                        letters[i] = char.IsControl(from[i]) ? ' ' : from[i];
                    }
                }
            ),
            _ => value,
        };
        return Encoding.UTF8.TryGetBytes(text, to, out written);
    }
}
