using System.Text.Json;
using SmsAdmin.Core.Repeats;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Otp;

/// <summary>Sends codes for a form: the same press, however often it comes and whatever came between, is one verification.</summary>
public sealed class VerificationPresses(Verifications verifications, RepeatDesk desk)
{
    private const int Created = 201;
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan Waits = TimeSpan.FromSeconds(10);

    /// <param name="press">Set by the form; another one once something in it changes.</param>
    /// <returns>As <see cref="Verifications.StartAsync"/>; <see cref="CodeOutcome.Repeated"/> where the press came before.</returns>
    public async Task<CodeOutcome> StartAsync(Guid press, NewVerification request, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        var known = await desk.BeginAsync(by.Id ?? Guid.Empty, $"press {press}", press.ToByteArray(), KeptFor, Waits, ct);
        if (known is RepeatOutcome.First(var turn))
        {
            using (turn)
            {
                var once = new Once<VerificationView>(turn.Ticket, view => new RepeatAnswer(Created, JsonSerializer.Serialize(view.Id), null));
                var outcome = await verifications.StartAsync(request, by, ct, once);
                if (outcome is not CodeOutcome.Repeated) return outcome;
                known = await desk.LookAgainAsync(turn.Ticket, ct);
            }
        }

        return known switch
        {
            RepeatOutcome.Kept(var answer) => new CodeOutcome.Repeated(JsonSerializer.Deserialize<Guid>(answer.Body)),
            RepeatOutcome.CannotTell(var says) => new CodeOutcome.PlanNotReady(says),
            _ => new CodeOutcome.Repeated(),
        };
    }
}
