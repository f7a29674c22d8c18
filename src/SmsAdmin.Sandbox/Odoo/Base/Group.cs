namespace SmsAdmin.Sandbox.Odoo.Base;

/// <summary>What an Odoo user may be, each with all that stands before it but the first.</summary>
internal enum Group
{
    /// <summary>A customer.</summary>
    Portal,

    /// <summary>base.group_user: an internal user.</summary>
    User,

    /// <summary>base.group_erp_manager: access rights.</summary>
    Manager,

    /// <summary>base.group_system: settings.</summary>
    System,
}
