using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Base;
using SmsAdmin.Sandbox.Odoo.Gateway;
using SmsAdmin.Sandbox.Odoo.Orm;
using SmsAdmin.Sandbox.Odoo.Sms;

namespace SmsAdmin.Sandbox.Odoo;

/// <summary>What a person at one database's screen sees and does; without a password, for the console's own page and the controls.</summary>
public sealed class OdooDesk
{
    private readonly Database _database;

    internal OdooDesk(Database database) => _database = database;

    public IReadOnlyList<string> Logins => Alone(() => _database.Users.Where(user => user.IsActive).Select(user => user.Login).ToList());

    public IReadOnlyList<OdooParameter> Parameters => Alone(() => _database.Table(Base.Parameters.ModelName).Rows
        .Select(row => new OdooParameter(
            row.Text("key"), row.Text("value"), _database.NameOf(OdooUser.ModelName, row.Number("write_uid") ?? 0), row.Text("write_date")))
        .OrderBy(parameter => parameter.Key, StringComparer.Ordinal).ToList());

    /// <summary>Every text of the queue, the last first, with what the notification shows.</summary>
    public IReadOnlyList<OdooText> Texts => Alone(() => _database.Table(SmsModels.Queue).Rows.Reverse().Select(Show).ToList());

    /// <summary>Writes a parameter in a user's name; null deletes it. False where there is no such user.</summary>
    public bool SetParameter(string login, string key, string? value) => Alone(() =>
    {
        if (Find(login) is not { } user)
            return false;
        _database.SetParameter(key, value, user.Id);
        return true;
    });

    /// <summary>Turns 2FA on or off, closes or opens an account. False where there is no such user.</summary>
    public bool SetUser(string login, bool? hasTwoFactor, bool? isActive, string? password) => Alone(() =>
    {
        if (Find(login) is not { } user)
            return false;
        user.Row["totp_enabled"] = hasTwoFactor ?? user.HasTwoFactor;
        user.Row["active"] = isActive ?? user.IsActive;
        user.Password = password ?? user.Password;
        return true;
    });

    /// <summary>Lets an API key end now, or never. False where there is no such key.</summary>
    public bool SetKey(string key, bool isExpired) => Alone(() =>
    {
        if (_database.Keys.Find(known => known.Key == key) is not { } found)
            return false;
        found.ExpiresAt = isExpired ? _database.Now : null;
        return true;
    });

    /// <summary>
    /// The SMS composer: a contact for each number, one text to each, sent at once as one call to <c>sms.endpoint</c>. Returns
    /// how many went into the queue; none where the module is not installed.
    /// </summary>
    public async Task<int> ComposeAsync(IEnumerable<string> numbers, string body)
    {
        var ids = Alone(() => _database.HasSms()
            ? numbers.Select(number => SmsModels.Enqueue(_database, Contact(number), body, AdminId).Id).ToList()
            : []);
        await SmsSending.SendAsync(_database, ids);
        return ids.Count;
    }

    /// <summary>"Retry": sends what failed again, under the uuid that it has. Returns how many.</summary>
    public async Task<int> ResendFailedAsync()
    {
        var ids = Alone(() => _database.Table(SmsModels.Queue).Rows.Select(sms => sms.Id).ToList());
        var again = SmsSending.Requeue(_database, ids);
        await SmsSending.SendAsync(_database, again);
        return again.Count;
    }

    /// <summary>The texts of <c>ipai_sms_gateway</c>, the last first.</summary>
    public IReadOnlyList<GatewayText> GatewayTexts => Alone(() => _database.Table(GatewayModels.Message).Rows.Reverse().Select(row => new GatewayText(
        row.Text("name"), row.Text("to_number"), row.Text("body"), row.Text("state"), row.Text("external_id"), row.Text("error_code"), row.Text("error_message"),
        row.Number("retry_count") ?? 0)).ToList());

    /// <summary>Sends a text by the module, as its <c>send_sms</c> does. False where it is not installed, or has no provider.</summary>
    public async Task<bool> SendByGatewayAsync(string to, string body)
    {
        var message = Alone(() => _database.IsInstalled(Modules.Gateway) ? GatewayModels.Write(_database, to, body, [], AdminId) : null);
        if (message is not null)
            await GatewaySending.SendAsync(_database, message.Id);
        return message is not null;
    }

    /// <summary>Runs the module's scheduled actions once. Returns how many texts they tried.</summary>
    public Task<int> RunScheduledAsync() => GatewaySending.RunScheduledAsync(_database);

    private const int AdminId = 2;

    private OdooText Show(Row sms)
    {
        var tracker = _database.Table(SmsModels.Tracker).First("sms_uuid", sms.Text("uuid"));
        var notification = tracker?.Number("mail_notification_id") is { } id ? _database.Table(SmsModels.Notification).Find(id) : null;
        return new OdooText(
            sms.Text("uuid"), sms.Text("number"), sms.Text("body"), sms.Text("state"), sms.Text("failure_type"),
            notification?.Text("notification_status") ?? "", notification?.Text("failure_type") ?? "", sms.Text("write_date"));
    }

    private Row Contact(string number) => _database.Table("res.partner").First("phone", number)
        ?? _database.Table("res.partner").Add(new JsonObject { ["name"] = $"Contact {number}", ["phone"] = number }, AdminId);

    private OdooUser? Find(string login) => _database.Users.Find(user => user.Login == login);

    private T Alone<T>(Func<T> look)
    {
        lock (_database.Gate)
            return look();
    }
}

/// <summary>A system parameter, and who wrote it last, when (UTC, as Odoo writes it).</summary>
public sealed record OdooParameter(string Key, string Value, string By, string At);

/// <summary>A text of the queue. <paramref name="State"/> and <paramref name="Failure"/> are the queue's, <paramref name="Status"/> and <paramref name="StatusFailure"/> the notification's.</summary>
public sealed record OdooText(string Uuid, string Number, string Body, string State, string Failure, string Status, string StatusFailure, string At);

/// <summary>A text of <c>ipai_sms_gateway</c>, in its own words.</summary>
public sealed record GatewayText(string Name, string To, string Body, string State, string ExternalId, string ErrorCode, string ErrorMessage, int Retries);
