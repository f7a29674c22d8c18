using Microsoft.Extensions.Options;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>Looks at the conditions that need somebody, opens the alerts of those that hold and ends the others.</summary>
public sealed class AlertWatch(Attention attention, AlertBook book, StorageCheck storage, IOptions<AlertOptions> options, TimeProvider clock)
{
    public async Task RunOnceAsync(CancellationToken ct)
    {
        if (!await IsWritableAsync(ct)) return;
        var open = (await book.OpenAsync(ct)).ToDictionary(alert => (alert.Kind, alert.PlanId, alert.Key));
        var cases = (await attention.ReadAsync(ct)).SelectMany(Cases).ToDictionary(about => (about.Kind, about.PlanId, about.Key));
        foreach (var (key, about) in cases)
        {
            if (!open.TryGetValue(key, out var alert)) await book.RaiseAsync(about, ct);
            else if ((alert.Title, alert.Why, alert.IsUrgent) != (about.Title, about.Why, about.IsUrgent)) await book.UpdateAsync(about, ct);
        }

        var quiet = clock.GetUtcNow() - options.Value.QuietAfter;
        foreach (var alert in open.Where(one => !cases.ContainsKey(one.Key) && !one.Value.Kind.IsEndedByItsRoom()).Select(one => one.Value))
        {
            if (!alert.Kind.IsCounted() || alert.LastAt <= quiet) await book.EndAsync(alert.Kind, alert.PlanId, alert.Key, ct);
        }
    }

    // A full quota has passed the first mark too, though nobody looked while it did.
    private static IEnumerable<AlertCase> Cases(Matter matter)
    {
        var about = new AlertCase(matter.Kind, matter.PlanId, matter.Key, matter.Title, matter.Says, matter.Href, matter.Urgency == Urgency.Now, matter.Since);
        yield return about;
        if (matter.Kind == AlertKind.QuotaFull) yield return about with { Kind = AlertKind.QuotaNearlyFull, IsUrgent = false };
    }

    // What cannot be stored is kept in memory, and written down when it is over.
    private async Task<bool> IsWritableAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await storage.FaultAsync(ct) is { } fault)
        {
            if (book.Unwritten is null)
            {
                book.Unwritten = new AlertView(
                    Guid.Empty, AlertKind.StorageRefuses, null, "", true, "The database takes no writes",
                    $"{fault} New messages are refused and Sinch is asked to post its callbacks again; nothing that was accepted is lost.",
                    "/settings", now, 1, now, null, null, null);
            }

            return false;
        }

        if (book.Unwritten is not { } over) return true;
        await book.RaiseAsync(new AlertCase(over.Kind, over.PlanId, over.Key, over.Title, over.Why, over.Link, over.IsUrgent, over.Since), ct);
        await book.EndAsync(over.Kind, over.PlanId, over.Key, ct);
        book.Unwritten = null;
        return true;
    }
}
