using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>What became of the wish to read a text.</summary>
public abstract record ShownText
{
    private ShownText()
    {
    }

    public sealed record Text(string Value) : ShownText;

    /// <summary>It was erased after its retention, or never kept.</summary>
    public sealed record Erased : ShownText;

    /// <summary>It carries a one-time code of ours, which nobody is shown.</summary>
    public sealed record Withheld : ShownText;

    /// <summary>The key that closed it is not in the ring.</summary>
    public sealed record Unreadable : ShownText;
}

/// <summary>Shows a stored text to somebody, and writes down who saw it.</summary>
public sealed class MessageTexts(IDbContextFactory<AppDb> databases, TextVault texts, AuditTrail audit)
{
    public async Task<ShownText> ShowAsync(Guid messageId, Actor by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await db.Messages.Where(m => m.Id == messageId).Select(m => new { m.To, m.TextCipher, m.Origin }).SingleOrDefaultAsync(ct);
        if (found?.Origin == Origin.Otp) return new ShownText.Withheld();
        return await ShowAsync(db, messageId, found?.To ?? "", found?.TextCipher, by, ct);
    }

    /// <summary>The same for any text that is kept: sent or received.</summary>
    /// <param name="number">Whose message it is, E.164.</param>
    internal async Task<ShownText> ShowAsync(AppDb db, Guid messageId, string number, byte[]? cipher, Actor by, CancellationToken ct)
    {
        if (cipher is null) return new ShownText.Erased();
        try
        {
            var text = texts.Open(cipher);
            audit.Write(db, by, "message.text-shown", PhoneNumber.FromDigits(number).Masked, messageId);
            await db.SaveChangesAsync(ct);
            return new ShownText.Text(text);
        }
        catch (CryptographicException)
        {
            return new ShownText.Unreadable();
        }
    }
}
