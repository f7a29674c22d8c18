using SmsAdmin.Core.OdooRpc;

namespace SmsAdmin.Tests.OdooRpc;

/// <summary>An Odoo that is asked and fails, with nothing in its failure that nobody should see.</summary>
public abstract class OdooFailing
{
    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected static OdooFailure Failure<T>(OdooResult<T> result) => Assert.IsType<OdooResult<T>.Failed>(result).Failure;

    private protected static async Task<OdooSession> OpensAsync(ScriptedOdoo odoo, OdooEndpoint endpoint) =>
        Assert.IsType<OdooResult<OdooSession>.Answered>(await odoo.Client.OpenAsync(endpoint, Ct)).Value;

    private protected static async Task<OdooFailure> FailsAsync(ScriptedOdoo odoo, OdooFailureKind kind, OdooEndpoint endpoint)
    {
        var failure = Failure(await odoo.Client.OpenAsync(endpoint, Ct));
        Assert.Equal(kind, failure.Kind);
        Clean(failure);
        return failure;
    }

    private protected static void Clean(OdooFailure failure)
    {
        var said = failure.ToString();
        Assert.DoesNotContain("Traceback", said, StringComparison.Ordinal);
        Assert.DoesNotContain("/opt/", said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
        Assert.DoesNotContain("admin-pw", said, StringComparison.Ordinal);
    }
}
