using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.OdooRpc;

namespace SmsAdmin.Core.Odoo;

/// <summary>What was seen of the module <c>ipai_sms_gateway</c> in an Odoo.</summary>
internal abstract record GatewayLook
{
    private GatewayLook()
    {
    }

    /// <param name="Address">Where its custom provider has to post.</param>
    /// <param name="Token">What stands in the token's parameter; empty where nothing does.</param>
    /// <param name="Key">The API key that this is; null where it is none of this connection's.</param>
    public sealed record Seen(
        ConnectionView Connection, ConnectionOpening.Open Open, PlanView Plan, string Address, bool IsInstalled, IReadOnlyList<OdooProvider> Providers, string Token, ConnectionKey? Key) : GatewayLook
    {
        private const long UsualSequence = 10;

        /// <summary>The key there opens our door, to the plan that the connection has now.</summary>
        public bool KeyFits => Key is { IsGood: true } && Key.PlanId == Plan.Id;

        /// <summary>The one that sends.</summary>
        public OdooProvider? Default => Without(null);

        /// <summary>The one that sends where this one does not.</summary>
        public OdooProvider? Without(long? id) => Providers.Where(one => one.IsActive && one.Id != id).OrderBy(one => one.Sequence).ThenBy(one => one.Id).FirstOrDefault();

        /// <summary>Our provider, unless somebody made another of it.</summary>
        public OdooProvider? Ours(long? id) => Find(id) is { } own && IsOurs(own) ? own : null;

        /// <summary>The id of ours; where nobody knows it, as after a move of that Odoo, by what it looks like.</summary>
        public long? IdOf(long? known) => known ?? Providers.FirstOrDefault(IsOurs)?.Id;

        /// <summary>Our provider as it has to be: before all others.</summary>
        public OdooProvider Wanted(long? id)
        {
            var own = Find(id);
            var sequence = own?.Sequence ?? UsualSequence;
            if (Without(id) is { } next) sequence = Math.Min(sequence, next.Sequence - 1);
            return new OdooProvider(own?.Id ?? 0, own?.Name ?? "SmsAdmin", sequence, true, OdooProvider.Custom, Address, GatewayReading.TokenKey, Plan.Sender ?? "");
        }

        /// <summary>What is not as we wrote it, in a sentence; null where all is.</summary>
        public string? Differs(long? id)
        {
            if (!IsInstalled) return "The module is not installed there any more.";
            return Find(id) switch
            {
                null => "Our provider is not there.",
                { IsActive: false } => "Our provider was archived there.",
                var own when own with { Name = "", Sequence = 0, Sender = "" } != Wanted(id) with { Name = "", Sequence = 0, Sender = "" } => "Our provider was changed there, or SmsAdmin has another address now.",
                var own when own.Sender != (Plan.Sender ?? "") => $"Its sender is {Or(own.Sender, "none")} there and {Or(Plan.Sender, "none")} here.",
                var own when Without(id) is { } next && next.Sequence <= own.Sequence => $"{next.Name} sends instead: it comes before ours.",
                _ when Key is null => $"Its parameter {GatewayReading.TokenKey} holds no key of ours.",
                _ when !KeyFits => "The key there has ended, was rotated here, or belongs to another service plan.",
                _ => null,
            };
        }

        /// <summary>What stands there now beside what was seen; of a key what may be shown.</summary>
        public IReadOnlyList<PushedRow> Evidence(OdooProvider now, ConnectionKey key)
        {
            var own = Find(now.Id);
            return
            [
                new("provider that sends", Default?.Name, $"{now.Name}, sequence {now.Sequence}", true),
                new("base_url", own?.BaseUrl, now.BaseUrl, true),
                new("sender_id", own?.Sender, Or(now.Sender, "none, so the plan’s own"), true),
                new("auth_param_key", own?.TokenKey, now.TokenKey, true),
                new(now.TokenKey, Token.Length == 0 ? null : Key is null ? "another value" : Shown(Key), Shown(key), true),
            ];
        }

        private static bool IsOurs(OdooProvider one) => one.TokenKey == GatewayReading.TokenKey && one.BaseUrl.EndsWith(OurDoors.MessagesPath, StringComparison.Ordinal);

        private OdooProvider? Find(long? id) => Providers.FirstOrDefault(one => one.Id == id);

        private static string Shown(ConnectionKey key) => $"{key.Prefix}_••••";

        private static string Or(string? value, string otherwise) => string.IsNullOrEmpty(value) ? otherwise : value;
    }

    public sealed record Not(OdooTrouble Trouble) : GatewayLook;
}
