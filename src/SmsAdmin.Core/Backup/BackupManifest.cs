using System.Text.Json;

namespace SmsAdmin.Core.Backup;

/// <summary>A file inside a backup.</summary>
/// <param name="Sha256">Of its bytes, in lower-case hex.</param>
public sealed record BackupMember(string Name, long Size, string Sha256);

/// <summary>What a backup says of itself: its first member, readable by whoever opens it.</summary>
/// <param name="Format">Of the container; a higher one is of a later program.</param>
/// <param name="Version">Of the program that made it.</param>
/// <param name="MadeAt">The instant that the database is of, or a moment before: what was accepted until then is in it.</param>
/// <param name="Rows">Of each table.</param>
public sealed record BackupManifest(int Format, string Version, string Engine, DateTimeOffset MadeAt, IReadOnlyDictionary<string, long> Rows, IReadOnlyList<BackupMember> Members)
{
    public const int ThisFormat = 1;
    public const string Name = "manifest.json";
    public const string DatabaseName = "smsadmin.db";
    public const string KeysFolder = "keys/";

    private static readonly JsonSerializerOptions Shape = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>Of the program that runs.</summary>
    public static string ThisVersion { get; } = typeof(BackupManifest).Assembly.GetName().Version?.ToString(3) ?? "";

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Shape);

    /// <summary>Null where it is none.</summary>
    public static BackupManifest? Read(Stream json)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(json, Shape) is { Rows: not null, Members: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
