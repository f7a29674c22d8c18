using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Repeats;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Otp;

/// <summary>
/// Sends one-time codes and checks them. A code is derived, not stored; how often one is sent and tried is bounded by
/// number, purpose and address (<see cref="OtpRules"/>), whoever asks and however many ask at once.
/// </summary>
public sealed class Verifications(
    IDbContextFactory<AppDb> databases, Plans plans, Submissions submissions, OneTimeCodes oneTimeCodes, OtpPolicyStore policies, Templates templates,
    VerificationSends sends, VerificationChecks checks, TimeProvider clock)
{
    /// <summary>Sends a code to a number. A verification for the same number and purpose that waited for its code is over then.</summary>
    /// <param name="once">What the caller may repeat: sent once, and answered alike each time.</param>
    public async Task<CodeOutcome> StartAsync(NewVerification request, Actor by, CancellationToken ct, Once<VerificationView>? once = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(by);
        if (await plans.FindAsync(request.PlanId, ct) is not { } plan) return new CodeOutcome.PlanNotReady("This plan is gone. Choose another.");
        var (to, faults) = VerificationRules.Check(request, plan);
        if (faults.Count > 0) return new CodeOutcome.Invalid(faults);

        var (codes, policy, now) = (await oneTimeCodes.OpenAsync(ct), await policies.CurrentAsync(ct), Now);
        var template = await templates.ChooseAsync(request.Locale, request.Purpose, ct);
        var verification = new Verification
        {
            Id = Guid.CreateVersion7(now),
            PlanId = plan.Id,
            SubjectKey = codes.Subject(plan.Id, to!.E164, request.Purpose),
            To = to.E164,
            LastFour = to.LastFour,
            Purpose = request.Purpose,
            ContextHash = request.Context is { } context ? codes.Context(context) : null,
            AddressKey = AddressKey(codes, request.EndUserAddress),
            Digits = policy.Digits,
            Locale = request.Locale,
            AppName = request.AppName ?? plan.Name,
            Domain = request.Domain?.ToLowerInvariant(),
            Template = template.Name,
            RequestedBy = by.Name,
            Sends = 1,
            CreatedAt = now,
            ExpiresAt = now + policy.Lifetime,
        };
        return await SendAsync(new SendWish(verification, true, codes.Number(to.E164), verification.AddressKey, now), template, codes, once, by, ct);
    }

    /// <summary>Sends the same code once more, while it lives. It counts on the end user's address, as the first text did.</summary>
    /// <param name="planId">The caller's: another plan's verification is not there for it.</param>
    /// <param name="once">What the caller may repeat: sent once, and answered alike each time.</param>
    public async Task<CodeOutcome> ResendAsync(Guid planId, Guid id, Actor by, CancellationToken ct, Once<VerificationView>? once = null)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await ReadAsync(planId, id, ct) is not { } found) return new CodeOutcome.NoSuch();
        var (codes, now) = (await oneTimeCodes.OpenAsync(ct), Now);
        if (found.State != VerificationState.Pending || found.ExpiresAt <= now) return new CodeOutcome.IsOver(VerificationView.Of(found, now));
        var template = await templates.ChooseAsync(found.Locale, found.Purpose, ct);
        return await SendAsync(new SendWish(found, false, codes.Number(found.To), found.AddressKey, now), template, codes, once, by, ct);
    }

    /// <summary>Whether the code is right, in time, unused and not locked out. What is not is refused alike, in as much time.</summary>
    /// <param name="id">Of a verification of this plan; any other is refused as a wrong code is.</param>
    /// <param name="code">As it was entered: blanks and dashes between digits are let through.</param>
    public async Task<bool> CheckAsync(Guid planId, Guid id, string code, string? context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(code);
        var codes = await oneTimeCodes.OpenAsync(ct);
        // Nobody's takes the same steps to the end: its row is one that no code is right for.
        var found = await ReadAsync(planId, id, ct);
        var (mine, subject, digits) = found is null ? (Guid.Empty, Guid.Empty, OneTimeCodes.FewestDigits) : (found.Id, found.SubjectKey, found.Digits);
        var bound = context is null ? (Guid?)null : codes.Context(context);
        var expected = codes.Code(mine, subject, bound, digits);
        var right = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(Entered(code)));
        return await checks.CommitAsync(new CheckWish(mine, subject, right, Now));
    }

    /// <summary>How many codes more a verification evaluates; none once it is used, over, replaced or locked.</summary>
    public async Task<int> ChecksLeftAsync(Guid planId, Guid id, CancellationToken ct)
    {
        if (await ReadAsync(planId, id, ct) is not { } found) return 0;
        var now = Now;
        await using var db = await databases.CreateDbContextAsync(ct);
        var used = await db.VerificationSubjects.Where(s => s.Key == found.SubjectKey && s.LiveId == id && s.LiveUntil > now && (s.LockedUntil == null || s.LockedUntil <= now))
            .Select(s => (int?)s.Checks).SingleOrDefaultAsync(ct);
        return Math.Max(0, OtpRules.MostChecks - (used ?? OtpRules.MostChecks));
    }

    /// <summary>Ends a verification: its code opens nothing any more.</summary>
    /// <returns>As it stands now; null where this plan has none with this id.</returns>
    public async Task<VerificationView?> CancelAsync(Guid planId, Guid id, CancellationToken ct)
    {
        if (await ReadAsync(planId, id, ct) is not { } found) return null;
        var now = Now;
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var ended = await db.VerificationSubjects.Where(s => s.Key == found.SubjectKey && s.LiveId == id && s.LiveUntil > now)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LiveId, (Guid?)null), ct);
        if (ended == 1)
        {
            await db.Verifications.Where(v => v.Id == id && v.State == VerificationState.Pending).ExecuteUpdateAsync(set => set
                .SetProperty(v => v.State, VerificationState.Cancelled).SetProperty(v => v.EndedAt, now), ct);
        }

        await transaction.CommitAsync(ct);
        return await FindAsync(planId, id, ct);
    }

    /// <summary>A verification as its caller sees it; null where this plan has none with this id.</summary>
    public async Task<VerificationView?> FindAsync(Guid planId, Guid id, CancellationToken ct) =>
        await ReadAsync(planId, id, ct) is { } found ? VerificationView.Of(found, Now) : null;

    private DateTimeOffset Now => Instants.Truncated(clock.GetUtcNow());

    private async Task<CodeOutcome> SendAsync(SendWish wish, Template template, OpenCodes codes, Once<VerificationView>? once, Actor by, CancellationToken ct)
    {
        var (verification, now) = (wish.Verification, wish.Now);
        var answer = await sends.CommitAsync(wish);
        if (answer.IsOver) return new CodeOutcome.IsOver(VerificationView.Of(verification, now));
        if (answer.Refused is { } refused) return new CodeOutcome.TooMany(refused);

        var code = codes.Code(verification.Id, verification.SubjectKey, verification.ContextHash, verification.Digits);
        var text = template.Write(code, verification.AppName, verification.ExpiresAt - now, verification.Domain);
        var view = new VerificationView(verification.Id, "pending", verification.ExpiresAt, answer.NextResendAt);
        var outcome = await submissions.SubmitAsync(new NewSubmission(verification.PlanId, [new NewRecipient(verification.To)], null, text, Lane.Otp, Origin.Otp)
        {
            CallerReference = verification.Id.ToString("D"),
            Deadline = verification.ExpiresAt,
            Once = once is null ? null : new Once<SubmissionOutcome.Taken>(once.Ticket, _ => once.Answer(view)),
        }, by, ct);
        if (outcome is SubmissionOutcome.Taken { Recipients: [RecipientOutcome.Queued queued] }) return new CodeOutcome.Sent(view, queued.MessageId);

        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        await VerificationSends.TakeBackAsync(db, wish, answer.Before, CancellationToken.None);
        return outcome switch
        {
            SubmissionOutcome.Repeated => new CodeOutcome.Repeated(),
            SubmissionOutcome.Invalid invalid => new CodeOutcome.Invalid([.. invalid.OfRecipients.Select(of => of.Fault), .. invalid.Faults]),
            SubmissionOutcome.OverQuota over => new CodeOutcome.OverQuota(over.Quota),
            SubmissionOutcome.PlanNotReady not => new CodeOutcome.PlanNotReady(not.Says),
            _ => throw new InvalidOperationException("An outcome that nobody handles."),
        };
    }

    private async Task<Verification?> ReadAsync(Guid planId, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Verifications.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id && v.PlanId == planId, ct);
    }

    private static Guid? AddressKey(OpenCodes codes, string? endUserAddress) =>
        IPAddress.TryParse(endUserAddress, out var address) ? codes.Address(AddressGroup.Of(address)) : null;

    private static string Entered(string code) => string.Concat(code.Where(sign => !char.IsWhiteSpace(sign) && sign is not ('-' or '\u2010' or '\u2011')));
}
