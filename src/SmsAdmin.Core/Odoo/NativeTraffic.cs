using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Odoo;

/// <summary>Tells that an Odoo called, or where its receipts stand changed.</summary>
public sealed class NativeTraffic(Neighbours neighbours) : Feed(neighbours, "odoo-traffic");
