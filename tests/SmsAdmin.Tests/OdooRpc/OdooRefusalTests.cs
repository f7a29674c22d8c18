using SmsAdmin.Core.OdooRpc;
using static SmsAdmin.Tests.OdooRpc.ScriptedOdoo;

namespace SmsAdmin.Tests.OdooRpc;

/// <summary>What Odoo says no to once it has let in, told by its kind and with nothing in it that nobody should see.</summary>
public sealed class OdooRefusalTests : OdooFailing
{
    [Theory]
    [InlineData("odoo.exceptions.AccessError", "You are not allowed to access 'System Parameter' (ir.config_parameter) records.", OdooFailureKind.NotAdministrator)]
    [InlineData("odoo.exceptions.AccessDenied", "Access Denied", OdooFailureKind.NotAdministrator)]
    [InlineData("psycopg2.errors.InFailedSqlTransaction", "current transaction is aborted, commands ignored until end of transaction block\n", OdooFailureKind.Busy)]
    [InlineData("odoo.exceptions.UserError", "Odoo is currently processing a scheduled action.\nModule operations are not possible at this time, please try again later or contact your system administrator.", OdooFailureKind.Busy)]
    [InlineData("odoo.exceptions.ValidationError", "The operation cannot be completed: Key must be unique.", OdooFailureKind.Refused)]
    [InlineData("builtins.ValueError", "Invalid field ir.config_parameter.nofield", OdooFailureKind.Refused)]
    public async Task Both_dialects_tell_a_refusal_by_its_name(string name, string message, OdooFailureKind kind)
    {
        await using var older = await StartAsync();
        await using var newer = await StartAsync();
        older.Older().On("ir.config_parameter.search_read", Reply.Error(name, message));
        newer.Newer().On("ir.config_parameter.search_read", Reply.Fault(422, name, message));
        foreach (var odoo in new[] { older, newer })
        {
            var failed = Assert.IsType<OdooResult<IReadOnlyList<OdooParameter>>.Failed>(await (await OpensAsync(odoo, odoo.At())).Parameters.ReadAsync(["a"], Ct));

            Assert.Equal(kind, failed.Failure.Kind);
            Clean(failed.Failure);
        }
    }

    [Fact]
    public async Task What_Odoo_says_leaves_its_paths_its_rows_and_our_key_behind()
    {
        await using var odoo = await StartAsync();
        odoo.Newer()
            .On("ir.module.module.search_read", Reply.Fault(500, "odoo.tools.convert.ParseError", "while parsing /opt/odoo/addons/ipai_sms_gateway/data/ir_cron.xml:5, somewhere inside\n<record id=\"x\"/>"))
            .On("ir.config_parameter.search_read", Reply.Fault(500, "psycopg2.errors.NotNullViolation", "Failing row contains (1, sinch.api_token, tok-secret)."))
            .On("ir.module.module.update_list", Reply.Fault(500, "builtins.OSError", $"{Key} cannot read /opt/odoo/etc/odoo.conf"));
        var session = await OpensAsync(odoo, odoo.At(credential: Key));

        Assert.Equal("Its file ir_cron.xml does not fit this Odoo.", Failure(await session.Modules.ReadAsync(["sms"], Ct)).Detail);
        Assert.Equal("", Failure(await session.Parameters.ReadAsync(["a"], Ct)).Detail);
        Assert.Equal("*** cannot read odoo.conf", Failure(await session.Modules.UpdateListAsync(Ct)).Detail);
    }
}
