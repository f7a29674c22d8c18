using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Otp;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Otp;

/// <summary>The rooms on a clock that tests turn, with a plan of the sandbox, and eyes for the codes in the queue.</summary>
public sealed partial class OtpDesk : IAsyncDisposable
{
    public const string To = "+12015550100";

    private OtpDesk(FakeTimeProvider clock, SandboxHost sandbox, TestRooms rooms, Guid planId) => (Clock, Sandbox, Rooms, PlanId) = (clock, sandbox, rooms, planId);

    public FakeTimeProvider Clock { get; }

    public SandboxHost Sandbox { get; }

    public TestRooms Rooms { get; }

    public Guid PlanId { get; }

    public Verifications Verifications => Rooms.Get<Verifications>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<OtpDesk> OpenAsync(Func<PlanDraft, PlanDraft>? with = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        var sandbox = await SandboxHost.StartAsync(clock);
        var rooms = await TestRooms.StartAsync(clock);
        return new OtpDesk(clock, sandbox, rooms, await rooms.AddPlanAsync(sandbox, draft => (with ?? (same => same))(draft with { PerSecond = 1000 })));
    }

    public Task<CodeOutcome> AskAsync(string to = To, string purpose = "sign-in", Func<NewVerification, NewVerification>? with = null)
    {
        var request = new NewVerification(PlanId, to, purpose);
        return Verifications.StartAsync(with?.Invoke(request) ?? request, TestRooms.Anna, Ct);
    }

    /// <summary>Starts a verification and says what went out.</summary>
    public async Task<(Guid Id, string Code)> StartAsync(string to = To, string purpose = "sign-in", Func<NewVerification, NewVerification>? with = null)
    {
        var sent = Assert.IsType<CodeOutcome.Sent>(await AskAsync(to, purpose, with));
        return (sent.Verification.Id, Code().Match(await TextAsync(sent.MessageId)).Value);
    }

    /// <summary>Starts one as soon as that is allowed, and enters wrong codes for it.</summary>
    public async Task<(Guid Id, string Code)> GuessAsync(int times, string to = To, string purpose = "sign-in")
    {
        var view = await AskAsync(to, purpose);
        if (view is CodeOutcome.TooMany many)
        {
            Clock.Advance(many.Refusal.Until - Clock.GetUtcNow());
            view = await AskAsync(to, purpose);
        }

        var sent = Assert.IsType<CodeOutcome.Sent>(view);
        var code = Code().Match(await TextAsync(sent.MessageId)).Value;
        for (var i = 0; i < times; i++) Assert.False(await CheckAsync(sent.Verification.Id, Wrong(code)));
        return (sent.Verification.Id, code);
    }

    public Task<CodeOutcome> ResendAsync(Guid id) => Verifications.ResendAsync(PlanId, id, TestRooms.Anna, Ct);

    public Task<bool> CheckAsync(Guid id, string code, string? context = null) => Verifications.CheckAsync(PlanId, id, code, context, Ct);

    public Task<Verification> RowAsync(Guid id) => Rooms.LookAsync(db => db.Verifications.AsNoTracking().SingleAsync(v => v.Id == id, Ct));

    public async Task<VerificationDetail> DetailAsync(Guid id) => (await Rooms.Get<VerificationLog>().FindAsync(id, Ct))!;

    /// <summary>The text of a queued message.</summary>
    public async Task<string> TextAsync(Guid messageId)
    {
        var cipher = await Rooms.LookAsync(db => db.Messages.Where(m => m.Id == messageId).Select(m => m.TextCipher).SingleAsync(Ct));
        return Rooms.Get<TextVault>().Open(cipher!);
    }

    /// <summary>Another code of as many digits.</summary>
    public static string Wrong(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return string.Concat(code[..^1], code[^1] == '9' ? '0' : (char)(code[^1] + 1));
    }

    public async ValueTask DisposeAsync()
    {
        await Rooms.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    [GeneratedRegex(@"\d{6,10}")]
    private static partial Regex Code();
}
