using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>What became of a callback that knocked.</summary>
public abstract record IntakeOutcome
{
    private IntakeOutcome()
    {
    }

    /// <summary>On the disk, to be applied.</summary>
    public sealed record Stored : IntakeOutcome;

    /// <summary>No plan has this secret.</summary>
    public sealed record NobodysSecret : IntakeOutcome;

    /// <summary>Storage refused it, or the key ring is gone: Sinch has to try again.</summary>
    public sealed record NotStored : IntakeOutcome;

    /// <summary>It lacks the proof that its plan asks for. Sinch tries again while somebody looks.</summary>
    public sealed record NotAuthentic : IntakeOutcome;

    /// <summary>Larger than any callback of Sinch's. Sinch tries again while somebody looks.</summary>
    public sealed record TooLarge : IntakeOutcome;
}

/// <summary>A callback at the door, its body not read yet.</summary>
/// <param name="Header">Gives a header by name, in whatever case.</param>
/// <param name="ReadAsync">Reads the body; null when it is larger than <see cref="ReceiptIntake.LargestBody"/>.</param>
public sealed record ArrivingCallback(Func<string, string?> Header, Func<CancellationToken, Task<byte[]?>> ReadAsync);

/// <summary>Stores callbacks as they came, and does nothing else while Sinch waits.</summary>
public sealed partial class ReceiptIntake(
    CallbackStoring storing, Plans plans, WebhookSecrets secrets, CallbackProofs proofs, CallbackGate gate, CallbackVault vault, AlertBook alerts,
    Meters meters, Bells bells, TimeProvider clock, ILogger<ReceiptIntake> logger)
{
    /// <summary>Bytes. Sinch's own are a few hundred.</summary>
    public const int LargestBody = 1024 * 1024;

    /// <summary>The secret is judged first: a stranger makes us read nothing and alarms nobody.</summary>
    public async Task<IntakeOutcome> TakeAsync(string secret, ArrivingCallback callback, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var outcome = await JudgeAsync(secret, callback, ct);
        meters.Callback(outcome.GetType().Name);
        return outcome;
    }

    /// <summary>The same for a callback without headers whose body is read already.</summary>
    public Task<IntakeOutcome> StoreAsync(string secret, byte[] body, CancellationToken ct) =>
        TakeAsync(secret, new ArrivingCallback(_ => null, _ => Task.FromResult<byte[]?>(body)), ct);

    private async Task<IntakeOutcome> JudgeAsync(string secret, ArrivingCallback callback, CancellationToken ct)
    {
        try
        {
            // A stranger's it may be, but Sinch's as well; what is answered 404 never comes again.
            if (!secrets.CanTell) return new IntakeOutcome.NotStored();
            var all = await plans.ListAsync(ct);
            if (secrets.PlanOf(secret, all.Select(p => p.Id)) is not { } planId) return new IntakeOutcome.NobodysSecret();
            var plan = all.Single(p => p.Id == planId);
            if (await callback.ReadAsync(ct) is not { } body)
            {
                await alerts.RaiseAsync(TooLargeFor(plan), ct);
                return new IntakeOutcome.TooLarge();
            }

            switch (await proofs.OpenAsync(planId, ct))
            {
                case ProofReading.Asked asked when !gate.Passes(asked.Proof, callback.Header, body):
                    await alerts.RaiseAsync(NotAuthenticFor(plan, asked.Proof.Kind), ct);
                    return new IntakeOutcome.NotAuthentic();
                case ProofReading.Unreadable:
                    return new IntakeOutcome.NotStored();
            }

            await StoreAsync(planId, body);
            return new IntakeOutcome.Stored();
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException or CryptographicException)
        {
            Log.NotStored(logger, fault);
            return new IntakeOutcome.NotStored();
        }
    }

    private async Task StoreAsync(Guid planId, byte[] body)
    {
        var now = clock.GetUtcNow();
        await storing.CommitAsync(new RawCallback { Id = Guid.CreateVersion7(now), PlanId = planId, ReceivedAt = now, BodyCipher = vault.Close(body) });
        bells.Receipts.Ring();
    }

    private static AlertCase TooLargeFor(PlanView plan) => new(
        AlertKind.CallbackTooLarge, plan.Id, "", $"A callback for {plan.Name} was over 1\u00A0MiB",
        "Sinch’s are a few hundred bytes. It was not stored, and Sinch was asked to post it again; somebody else may know the address.", $"/credentials#plan-{plan.Id}");

    private static AlertCase NotAuthenticFor(PlanView plan, CallbackProofKind kind) => new(
        AlertKind.CallbackNotAuthentic, plan.Id, "", $"A callback for {plan.Name} did not prove that it is Sinch’s",
        $"{kind switch { CallbackProofKind.Hmac => "Its signature is missing or wrong.", CallbackProofKind.Basic => "User name or password is missing or wrong.", _ => "Its header is missing or wrong." }} It was not stored, and Sinch was asked to post it again. Either Sinch does not send what was agreed, or somebody else knows the address.",
        $"/credentials/{plan.Id}/callbacks");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A callback could not be stored; Sinch was asked to send it again")]
        public static partial void NotStored(ILogger logger, Exception fault);
    }
}

/// <summary>Callbacks may hold texts, so they are ciphertext at rest.</summary>
public sealed class CallbackVault(IDataProtectionProvider keys)
{
    private readonly IDataProtector _protector = keys.CreateProtector("SmsAdmin.Callback.Body.v1");

    public byte[] Close(byte[] body) => _protector.Protect(body);

    /// <exception cref="CryptographicException">The key that closed it is not in the ring.</exception>
    public string Open(byte[] cipher) => Encoding.UTF8.GetString(_protector.Unprotect(cipher));
}
