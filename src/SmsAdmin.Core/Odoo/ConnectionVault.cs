using Microsoft.AspNetCore.DataProtection;
using SmsAdmin.Core.Keys;

namespace SmsAdmin.Core.Odoo;

/// <summary>The only place that turns a connection's key or password into ciphertext and back.</summary>
public sealed class ConnectionVault(IDataProtectionProvider ring) : SecretVault(ring, "SmsAdmin.Odoo.Credential.v1");
