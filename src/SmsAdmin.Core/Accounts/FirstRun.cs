using System.Security.Cryptography;
using System.Text;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Accounts;

/// <summary>
/// The one-time code of a fresh install. It is printed where the program was started, so that nobody who merely
/// reaches the port can make themselves its administrator.
/// </summary>
public sealed class FirstRun(Users users, TimeProvider clock)
{
    private const string Alphabet = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
    private const int TriesBeforePause = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private int _wrong;
    private DateTimeOffset _pausedUntil;

    /// <summary>Eight characters in two groups, as "K7QX-2M9P". New with each start.</summary>
    public string Code { get; } = $"{RandomNumberGenerator.GetString(Alphabet, 4)}-{RandomNumberGenerator.GetString(Alphabet, 4)}";

    /// <summary>True while there is nobody who could sign in.</summary>
    public async Task<bool> IsOpenAsync(CancellationToken ct) => !await users.AnyAsync(ct);

    /// <summary>Makes the first administrator for somebody who has the code.</summary>
    public async Task<AccountOutcome> CompleteAsync(
        string code, string email, string name, string password, string? address, CancellationToken ct)
    {
        if (!IsCode(code, out var says)) return new AccountOutcome.Refused("code", says);
        return await users.AddFirstAsync(email, name, password, new Actor(null, "Set-up", ActorKind.User, address), ct);
    }

    private bool IsCode(string code, out string says)
    {
        lock (_gate)
        {
            if (clock.GetUtcNow() < _pausedUntil)
            {
                says = "Too many wrong codes. Try again in a minute.";
                return false;
            }

            var given = Encoding.UTF8.GetBytes(code.Trim().ToUpperInvariant());
            if (CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Code)))
            {
                _wrong = 0;
                says = "";
                return true;
            }

            if (++_wrong % TriesBeforePause == 0) _pausedUntil = clock.GetUtcNow() + Pause;
            says = "This is not the set-up code. It stands in the console where SmsAdmin was started, and is new with each start.";
            return false;
        }
    }
}
