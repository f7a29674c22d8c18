using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Messages;

/// <summary>How far back a list reaches.</summary>
public enum MessagesPeriod
{
    All,
    Today,
    Week,
}

/// <summary>What the list of messages is asked for. It lives in the address, so that a view can be kept, shared and gone back to.</summary>
public sealed record MessagesFilter
{
    private const string Path = "/messages";
    private const int DaysOfAWeek = 7;

    public string? Search { get; init; }

    public MessagesPeriod Period { get; init; }

    public Guid? Plan { get; init; }

    public MessageState? State { get; init; }

    public Lane? Lane { get; init; }

    public Origin? Origin { get; init; }

    public int? DeliveryCode { get; init; }

    /// <summary>To the same number as this message.</summary>
    public Guid? SameNumberAs { get; init; }

    /// <summary>Older than this message.</summary>
    public Guid? Before { get; init; }

    /// <summary>Newer than this message.</summary>
    public Guid? After { get; init; }

    /// <summary>The list as it is without a key, where new messages appear.</summary>
    public MessagesFilter Newest => this with { Before = null, After = null };

    public bool IsNewest => this == Newest;

    /// <summary>Nothing is left out.</summary>
    public bool IsWide => Newest == new MessagesFilter();

    /// <summary>The address of this view.</summary>
    public string Href
    {
        get
        {
            var fields = Fields("when", Period == MessagesPeriod.All ? null : Word<MessagesPeriod>(Period));
            fields["before"] = Before?.ToString();
            fields["after"] = After?.ToString();
            return Address(Path, fields);
        }
    }

    /// <summary>The address of this view as a file, with its days as the reader has them.</summary>
    public string ExportHref(ViewerZone viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return Address($"{Path}/export", Fields("from", Since(viewer)?.ToString("O", CultureInfo.InvariantCulture)));
    }

    /// <summary>Reads an address; what it does not understand is left out.</summary>
    public static MessagesFilter Read(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var start = address.IndexOf('?', StringComparison.Ordinal);
        var fields = QueryHelpers.ParseQuery(start < 0 ? "" : address[start..].Split('#')[0]);
        return new MessagesFilter
        {
            Search = Field("q")?.Trim() is { Length: > 0 } search ? search : null,
            Period = Value<MessagesPeriod>("when") ?? MessagesPeriod.All,
            Plan = Id("plan"),
            State = Value<MessageState>("status"),
            Lane = Value<Lane>("lane"),
            Origin = Value<Origin>("origin"),
            DeliveryCode = int.TryParse(Field("code"), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null,
            SameNumberAs = Id("same"),
            Before = Id("before"),
            After = Id("after"),
        };

        string? Field(string name) => fields.TryGetValue(name, out var values) ? values.ToString() : null;

        Guid? Id(string name) => Guid.TryParse(Field(name), out var id) ? id : null;

        // By name alone: a number in the address is no state.
        T? Value<T>(string name)
            where T : struct, Enum =>
            Field(name) is [var first, ..] text && char.IsAsciiLetter(first) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
                ? value
                : null;
    }

    /// <summary>The same question to the room; days begin at the reader's midnight.</summary>
    public MessageFilter ToRoom(ViewerZone viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return new MessageFilter(Search, State, Lane, Origin, Plan, DeliveryCode, Since(viewer), SameNumberAs: SameNumberAs);
    }

    // What the list and its file are asked for alike; each says in its own way how far back.
    private Dictionary<string, string?> Fields(string period, string? since) => new()
    {
        ["q"] = Search,
        [period] = since,
        ["plan"] = Plan?.ToString(),
        ["status"] = Word(State),
        ["lane"] = Word(Lane),
        ["origin"] = Word(Origin),
        ["code"] = DeliveryCode?.ToString(CultureInfo.InvariantCulture),
        ["same"] = SameNumberAs?.ToString(),
    };

    private static string Address(string path, Dictionary<string, string?> fields) =>
        QueryHelpers.AddQueryString(path, fields.Where(one => !string.IsNullOrEmpty(one.Value)));

    private DateTimeOffset? Since(ViewerZone viewer) => Period switch
    {
        MessagesPeriod.Today => QuotaPeriod.Day(viewer.Now, viewer.Zone).StartsAt,
        MessagesPeriod.Week => QuotaPeriod.Day(viewer.Now.AddDays(1 - DaysOfAWeek), viewer.Zone).StartsAt,
        _ => null,
    };

    private static string? Word<T>(T? value)
        where T : struct, Enum =>
        value?.ToString().ToLowerInvariant();
}
