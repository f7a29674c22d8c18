using System.Text;

namespace SmsAdmin.Tests.Support;

/// <summary>Searches files for a secret in each form in which it may have been left there.</summary>
public static class Leaks
{
    /// <summary>The files that hold <paramref name="secret"/> raw, in UTF-16, or in base64 at any of its three alignments.</summary>
    public static IEnumerable<string> Of(string secret, IEnumerable<FileInfo> files)
    {
        var forms = Forms(secret).ToList();
        // The database is open while it is read. Its log first, whose name is longer: when the last connection ends, the log goes
        // into the database.
        foreach (var file in files.OrderByDescending(file => file.Name.Length))
        {
            if (Read(file) is not { } bytes) continue;
            foreach (var (form, wanted) in forms)
            {
                if (bytes.AsSpan().IndexOf(wanted) >= 0) yield return $"{file.Name}: {form}";
            }
        }
    }

    // Null where it is gone by now.
    private static byte[]? Read(FileInfo file)
    {
        try
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var buffer = new MemoryStream();
            stream.CopyTo(buffer);
            return buffer.ToArray();
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static IEnumerable<(string Form, byte[] Bytes)> Forms(string secret)
    {
        yield return ("raw", Encoding.UTF8.GetBytes(secret));
        yield return ("UTF-16", Encoding.Unicode.GetBytes(secret));
        yield return ("UTF-16, high byte first", Encoding.BigEndianUnicode.GetBytes(secret));
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', before) + secret));
            // What only the secret decides: without the characters that it shares with its neighbours.
            var from = (before * 4 + 2) / 3;
            var whole = (before + Encoding.UTF8.GetByteCount(secret)) * 4 / 3;
            yield return ($"base64, {before}", Encoding.ASCII.GetBytes(text[from..whole]));
        }
    }
}
