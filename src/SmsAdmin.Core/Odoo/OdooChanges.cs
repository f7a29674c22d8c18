using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Odoo;

/// <summary>Tells that a connection, what was read there, or a job on it changed.</summary>
public sealed class OdooChanges(Neighbours neighbours) : Feed(neighbours, "odoo");
