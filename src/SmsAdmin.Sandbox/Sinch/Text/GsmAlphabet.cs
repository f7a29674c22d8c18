using System.Buffers;

namespace SmsAdmin.Sandbox.Sinch.Text;

/// <summary>GSM 03.38: the basic alphabet, and the extension whose characters cost two units.</summary>
internal static class GsmAlphabet
{
    private const string BasicCharacters =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string ExtensionCharacters = "|^€{}[]~\\\f";

    private static readonly SearchValues<char> All = SearchValues.Create(BasicCharacters + ExtensionCharacters);
    private static readonly SearchValues<char> Extension = SearchValues.Create(ExtensionCharacters);

    public static bool Holds(string text) => !text.AsSpan().ContainsAnyExcept(All);

    public static int UnitsOf(char character) => Extension.Contains(character) ? 2 : 1;
}
