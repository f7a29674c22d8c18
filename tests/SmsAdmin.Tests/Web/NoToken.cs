using Microsoft.AspNetCore.Components.Forms;

namespace SmsAdmin.Tests.Web;

/// <summary>For pages with a plain form: nobody posts it here.</summary>
internal sealed class NoToken : AntiforgeryStateProvider
{
    public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
}
