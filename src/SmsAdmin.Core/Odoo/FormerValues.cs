using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using SmsAdmin.Core.OdooRpc;

namespace SmsAdmin.Core.Odoo;

/// <summary>What stood in an Odoo's parameter before we wrote there. It may hold somebody's secret: closed by the key ring, never shown, put back when we let go.</summary>
public sealed class FormerValues(IDataProtectionProvider keys)
{
    private readonly IDataProtector _protector = keys.CreateProtector("SmsAdmin.Odoo.Endpoint.v1");

    /// <summary>Null where there was nothing.</summary>
    internal string? Close(string value) => value.Length == 0 ? null : _protector.Protect(value);

    /// <summary>Null where there was nothing, or the key ring is gone.</summary>
    internal string? Open(string? cipher)
    {
        try
        {
            return cipher is null ? null : _protector.Unprotect(cipher);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Puts it back, or removes ours where there was nothing.</summary>
    /// <returns>What went wrong, or null.</returns>
    internal async Task<OdooFailure?> RestoreAsync(OdooParameters parameters, string key, string? cipher, CancellationToken ct) => Open(cipher) is { Length: > 0 } former
        ? (await parameters.WriteAsync(key, former, ct) as OdooResult<OdooParameter>.Failed)?.Failure
        : (await parameters.RemoveAsync(key, ct) as OdooResult<bool>.Failed)?.Failure;
}
