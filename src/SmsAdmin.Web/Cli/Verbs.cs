using SmsAdmin.Sandbox;

namespace SmsAdmin.Web.Cli;

/// <summary>What the program does from a shell instead of serving the console.</summary>
internal static class Verbs
{
    /// <summary>The verb that the first argument names, or null: then the console is served.</summary>
    public static Func<string[], Task<int>>? Find(string[] args) => args.FirstOrDefault() switch
    {
        "sandbox" => SandboxProgram.RunAsync,
        "apikey" => ApiKeyVerb.RunAsync,
        "backup" => BackupVerb.RunAsync,
        "restore" => RestoreVerb.RunAsync,
        "checklist" => ChecklistVerb.RunAsync,
        "credentials" => CredentialsVerb.RunAsync,
        "odoo" => OdooVerb.RunAsync,
        "send" => SendVerb.RunAsync,
        "storage" => StorageVerb.RunAsync,
        "health" => HealthVerb.RunAsync,
        _ => null,
    };
}
