using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Alerts;

/// <summary>Tells that an alert opened, was acknowledged or ended.</summary>
public sealed class AlertFeed(Neighbours neighbours) : Feed(neighbours, "alerts");
