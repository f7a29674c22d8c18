using System.Globalization;
using SmsAdmin.Sandbox.Sinch.Delivery;

namespace SmsAdmin.Sandbox.Sinch.Magic;

/// <summary>The magic numbers whose request is accepted and whose message then ends in a way of its own.</summary>
internal static class Endings
{
    private const string Prefix = "+120155501";
    private const string NetworkPrefix = "+1203555";

    private static readonly DeliveryStatus[] NetworkStatuses =
        [DeliveryStatus.Failed, DeliveryStatus.Rejected, DeliveryStatus.Expired, DeliveryStatus.Deleted, DeliveryStatus.Unknown];

    public static IEnumerable<MagicNumber> Numbers() => [Normal(), .. Rest(), .. Statuses(), .. Courses(), .. Network()];

    private static MagicNumber Normal() =>
        new(Prefix + "00", "Delivered", "The usual course: Queued, Dispatched, Delivered.", "Normal") { Fate = Fate.Delivered };

    private static IEnumerable<MagicNumber> Rest() =>
        from code in DeliveryCodes.Rest
        where code.Code >= DeliveryCodes.Unroutable
        let status = code.Code == DeliveryCodes.Cancelled ? DeliveryStatus.Cancelled : DeliveryStatus.Aborted
        select new MagicNumber(
            Prefix + (code.Code % 100).ToString("00", CultureInfo.InvariantCulture), $"{status} {code.Code}", $"{code.Meaning}.", "REST delivery codes")
        {
            Fate = new Fate(status, code.Code),
        };

    private static IEnumerable<MagicNumber> Statuses()
    {
        const string group = "Final statuses without a reason";
        DeliveryStatus[] statuses =
        [
            DeliveryStatus.Delivered, DeliveryStatus.Failed, DeliveryStatus.Rejected, DeliveryStatus.Expired,
            DeliveryStatus.Deleted, DeliveryStatus.Unknown, DeliveryStatus.Cancelled, DeliveryStatus.Aborted,
        ];
        return statuses.Select((status, index) => new MagicNumber(
            $"{Prefix}8{index}", $"{status} 0", $"Ends as {status} with code 0, which gives no reason.", group)
        {
            Fate = new Fate(status, DeliveryCodes.NoError),
        });
    }

    private static IEnumerable<MagicNumber> Courses()
    {
        const string group = "Receipts that misbehave";
        MagicNumber Of(string last, string outcome, string description, Course course) =>
            new(Prefix + last, outcome, description, group) { Fate = Fate.Delivered with { Course = course } };
        return
        [
            Of("90", "Never a receipt", "The phone gets the text, but no receipt ever comes and reports stay at Queued.", Course.NoReceipt),
            Of("91", "Dispatched, then silence", "The phone gets the text, but reports stop at Dispatched.", Course.DispatchedOnly),
            Of("92", "Dispatched is skipped", "Delivered comes without a Dispatched before it.", Course.DispatchedSkipped),
            Of("93", "Duplicate receipts", "Each receipt comes twice.", Course.DuplicateReceipts),
            Of("94", "Receipts out of order", "Delivered comes first, its Dispatched half a second later.", Course.OutOfOrder),
            Of("95", "Receipt before the 201", "The final receipt is posted before the send is answered.", Course.ReceiptBeforeAnswer),
        ];
    }

    private static IEnumerable<MagicNumber> Network() =>
        from status in NetworkStatuses
        from code in DeliveryCodes.Network
        where code.Code != DeliveryCodes.NoError
        select new MagicNumber(
            $"{NetworkPrefix}{Array.IndexOf(NetworkStatuses, status) + 1}{code.Code.ToString("000", CultureInfo.InvariantCulture)}",
            $"{status} {code.Code}", $"{code.Meaning}.", $"Network codes: {status}")
        {
            Fate = new Fate(status, code.Code),
        };
}
