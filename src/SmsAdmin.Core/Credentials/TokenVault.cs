using Microsoft.AspNetCore.DataProtection;
using SmsAdmin.Core.Keys;

namespace SmsAdmin.Core.Credentials;

/// <summary>The only place that turns a plan's token into ciphertext and back.</summary>
public sealed class TokenVault(IDataProtectionProvider ring) : SecretVault(ring, "SmsAdmin.Plan.Token.v1");
