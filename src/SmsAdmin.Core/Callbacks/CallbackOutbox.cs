using System.Text;
using Microsoft.AspNetCore.DataProtection;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;
using Secret = SmsAdmin.Core.Words.Secret;

namespace SmsAdmin.Core.Callbacks;

/// <summary>Something to tell a program outside.</summary>
/// <param name="Purpose">Who asks for it, in a word.</param>
/// <param name="Body">JSON.</param>
/// <param name="Secret">Signs the body; null to post it unsigned.</param>
/// <param name="AllowsPrivateHost">An administrator said that the receiver may lie in a private network.</param>
public sealed record NewCallback(string Purpose, Uri Url, string Body, Secret? Secret, bool AllowsPrivateHost);

/// <summary>Writes what is to be posted into the transaction that causes it, so that both stand or neither does.</summary>
public sealed class CallbackOutbox(CallbackSeal seal, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _last;

    /// <summary>Adds the row to <paramref name="db"/>; the caller saves, and <see cref="CallbackPoster"/> posts it.</summary>
    public void Add(AppDb db, NewCallback callback)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(callback);
        db.OutboundCallbacks.Add(Row(callback.Purpose, callback.Url.AbsoluteUri, callback.AllowsPrivateHost, callback.Body, callback.Secret));
    }

    /// <summary>The row that tells of a message's move. The caller inserts it.</summary>
    internal OutboundCallback Of(Message message, string url, string body, MessageState state)
    {
        var row = Of(message.CallbackKind!.Value, url, message.CallbackAllowsPrivateHost, body);
        (row.MessageId, row.Rank) = (message.Id, state.Rank());
        return row;
    }

    /// <summary>The row that tells of several messages together. The caller inserts it.</summary>
    internal OutboundCallback Of(CallbackKind kind, string url, bool allowsPrivateHost, string body)
    {
        var row = Row(kind.ToString(), url, allowsPrivateHost, body, null);
        (row.Kind, row.DueAt) = (kind, row.DueAt + CallbackManners.Of(kind).Grace);
        return row;
    }

    private OutboundCallback Row(string purpose, string url, bool allowsPrivateHost, string body, Secret? secret)
    {
        var now = clock.GetUtcNow();
        var turn = NextTurn(now);
        return new OutboundCallback
        {
            Id = Guid.CreateVersion7(turn),
            Purpose = purpose,
            Url = url,
            AllowsPrivateHost = allowsPrivateHost,
            BodyCipher = seal.Close(body),
            SecretCipher = secret is null ? null : seal.Close(secret.Reveal()),
            DueAt = now,
            CreatedAt = turn,
        };
    }

    // Each has an instant of its own, so that they stand in the order in which they were written.
    private DateTimeOffset NextTurn(DateTimeOffset now)
    {
        lock (_gate) return _last = now > _last ? now : _last.AddMicroseconds(1);
    }
}

/// <summary>Bodies may hold numbers and secrets sign them, so both are ciphertext at rest.</summary>
public sealed class CallbackSeal(IDataProtectionProvider keys)
{
    private readonly IDataProtector _protector = keys.CreateProtector("SmsAdmin.Callback.Outbound.v1");

    internal byte[] Close(string value) => _protector.Protect(Encoding.UTF8.GetBytes(value));

    /// <exception cref="System.Security.Cryptography.CryptographicException">The key that closed it is not in the ring.</exception>
    internal string Open(byte[] cipher) => Encoding.UTF8.GetString(_protector.Unprotect(cipher));
}
