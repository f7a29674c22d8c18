using SmsAdmin.Sandbox.Odoo.Gateway;
using SmsAdmin.Sandbox.Odoo.Orm;
using SmsAdmin.Sandbox.Odoo.Sms;

namespace SmsAdmin.Sandbox.Odoo.Base;

/// <summary>The models of a release.</summary>
internal static class Catalog
{
    public static IReadOnlyDictionary<string, Model> Of(OdooVersion version) => new[]
    {
        Parameters.Model(version),
        Users.Model(version),
        Users.Keys(),
        Modules.Model(version),
        new Model("res.partner", "Contact")
        {
            Readers = [Group.System, Group.User],
            Writers = [Group.User],
            Creators = [Group.User],
            Order = "name",
            Fields = [Field.Char("name", true), Field.Char("phone"), Field.Char("mobile"), Field.Char("email")],
        },
    }.Concat(SmsModels.All()).Concat(GatewayModels.All()).ToDictionary(model => model.Name, StringComparer.Ordinal);
}
