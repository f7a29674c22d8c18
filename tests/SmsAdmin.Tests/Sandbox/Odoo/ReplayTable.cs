namespace SmsAdmin.Tests.Sandbox.Odoo;

/// <summary>What must stand before a recorded exchange is played, and which are not played and why.</summary>
internal static class ReplayTable
{
    private const string KeyWizard = "making API keys by RPC: neither we nor Odoo's sms call it";
    private const string Browser = "the browser's session and pages: neither we nor Odoo's sms call them";
    private const string OtherDatabases = "databases that are no Odoo 19: the sandbox has none such";
    private const string Sequence = "played in sequence, with a gateway that answers as recorded, by SmsTests";
    private const string Outbound = "what Odoo sends: held against the sandbox's own call by SmsTests";

    public static IReadOnlyDictionary<string, string> NotPlayed { get; } = new Dictionary<string, string>
    {
        ["v19/json2_apikey_create_direct"] = KeyWizard,
        ["v19/json2_apikey_description_create"] = KeyWizard,
        ["v19/json2_apikey_generate_private"] = KeyWizard,
        ["v19/json2_apikey_wizard_create"] = KeyWizard,
        ["v19/json2_apikey_wizard_make_key"] = KeyWizard,
        ["v19/jsonrpc_apikey_wizard_create"] = KeyWizard,
        ["v19/jsonrpc_apikey_wizard_make_key"] = KeyWizard,
        ["v19/session_apikey_make_key"] = KeyWizard,
        ["v19/session_apikey_wizard_create"] = KeyWizard,
        ["v19/session_identitycheck_run"] = KeyWizard,
        ["v19/session_identitycheck_write"] = KeyWizard,
        ["v19/session_authenticate"] = Browser + "; the sandbox answers the members that tell something",
        ["v19/web_login_slash"] = Browser + "; the sandbox's is a form without the assets",
        ["v19/jsonrpc_authenticate_uninitialised_db"] = OtherDatabases,
        ["v19/jsonrpc_other_db_in_args_filtered"] = OtherDatabases,
        ["v19/jsonrpc_set_param_64k"] = "its body was cut short in the recording",
        ["v19/jsonrpc_module_state_after_install"] = "needs an install before it: AccessTests plays it so",
        ["v19/json2_model_ref"] = "ir.model: nobody asks it",
        ["v19/json2_method_returning_none"] = "needs a text in the queue: SmsTests plays it over JSON-RPC",
        ["v19/jsonrpc_after_none_fault_state"] = "needs a text in the queue: SmsTests",
        ["v19/json2_bad_json"] = "the parser's own words differ: AccessTests holds status and name",
        ["v19/json2_sms_twilio_uninstall"] = "uninstalling: nobody asks it",
    };

    public static string? ReasonNotPlayed(string name) => name.Split('/')[0] switch
    {
        "outbound-iap" => Outbound,
        "v17-iap" or "v18-iap" or "v19-iap" => Sequence,
        _ => NotPlayed.GetValueOrDefault(name),
    };

    /// <summary>The parameters and settings of the moment at which it was recorded.</summary>
    public static (Dictionary<string, string> Parameters, object? Settings) Before(string file)
    {
        var parameters = new Dictionary<string, string>
        {
            ["sinch.service_plan_id"] = "plan-BBB",
            ["sinch.api_token"] = "tok-é-ü-☃-secret",
            ["sinch.region"] = "eu",
            ["sinch.from_number"] = "+15550001111",
        };
        if (file.EndsWith("_new", StringComparison.Ordinal) || file.StartsWith("jsonrpc_set_param_sinch_", StringComparison.Ordinal)
            || file is "jsonrpc_set_param_whitespace" or "jsonrpc_set_param_restore" or "jsonrpc_search_read_after_false")
            parameters.Clear();
        if (file is "jsonrpc_get_param_after_empty" or "jsonrpc_search_read_after_empty")
            parameters["sinch.region"] = "";
        if (file is "jsonrpc_create_param_duplicate")
            parameters["sinch.temp"] = "x";
        if (file is "json2_set_param_false_deletes")
            parameters["sinch.j2new"] = "x";
        if (file == "json2_search2")
            parameters["sinch.portable"] = "x";
        return (parameters, file.EndsWith("while_cron_running", StringComparison.Ordinal) ? new { busy = true } : null);
    }
}
