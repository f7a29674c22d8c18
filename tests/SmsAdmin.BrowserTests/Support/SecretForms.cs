using System.Text;

namespace SmsAdmin.BrowserTests.Support;

/// <summary>
/// The ways in which a secret can lie in bytes: as UTF-8 or UTF-16, each as it is or somewhere inside base64, whatever
/// stands before it.
/// </summary>
internal sealed class SecretForms
{
    private const int BitsOfByte = 8;
    private const int BitsOfDigit = 6;

    private readonly (string Name, byte[] Bytes)[] _forms;

    public SecretForms(string secret)
    {
        (string Name, Encoding Encoding)[] encodings =
            [("UTF-8", Encoding.UTF8), ("UTF-16 LE", Encoding.Unicode), ("UTF-16 BE", Encoding.BigEndianUnicode)];
        _forms = [.. encodings.SelectMany(each => Forms(each.Name, each.Encoding.GetBytes(secret)))];
    }

    /// <summary>Names of the forms that these bytes hold.</summary>
    public IEnumerable<string> In(byte[] bytes) => _forms.Where(form => bytes.AsSpan().IndexOf(form.Bytes) >= 0).Select(form => form.Name);

    private static IEnumerable<(string Name, byte[] Bytes)> Forms(string encoding, byte[] plain)
    {
        yield return (encoding, plain);
        for (var before = 0; before < 3; before++)
        {
            var base64 = Base64Inside(plain, before);
            yield return ($"base64 of {encoding} after {before}", base64);
            var forUrls = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(base64).Replace('+', '-').Replace('/', '_'));
            if (!forUrls.SequenceEqual(base64)) yield return ($"base64url of {encoding} after {before}", forUrls);
        }
    }

    // The digits that depend on nothing but the secret, where some bytes stand before it.
    private static byte[] Base64Inside(byte[] plain, int before)
    {
        var digits = Convert.ToBase64String([.. new byte[before], .. plain]);
        var first = ((before * BitsOfByte) + BitsOfDigit - 1) / BitsOfDigit;
        var end = (before + plain.Length) * BitsOfByte / BitsOfDigit;
        return Encoding.ASCII.GetBytes(digits[first..end]);
    }
}
