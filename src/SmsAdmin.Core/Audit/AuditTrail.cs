using System.Text.Encodings.Web;
using System.Text.Json;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Audit;

/// <summary>Writes the entry into the context of the change itself, so that both stand or neither does.</summary>
public sealed class AuditTrail(TimeProvider clock)
{
    /// <summary>Stands in for a secret before and after: that it changed is told, what it is never.</summary>
    public const string Changed = "changed";

    // Read by people, rendered by Blazor, which encodes: no \u escapes for ö.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Adds the entry to <paramref name="db"/>; the caller saves.</summary>
    /// <param name="before">Changed fields as they were, as an anonymous object or dictionary; null for something new.</param>
    /// <param name="after">Changed fields as they are; null for something gone.</param>
    public void Write(AppDb db, Actor by, string action, string subject, Guid? subjectId = null, object? before = null, object? after = null)
    {
        ArgumentNullException.ThrowIfNull(db);
        db.Audit.Add(Entry(by, action, subject, subjectId, before, after));
    }

    /// <summary>The entry itself, for those who write many changes in one transaction.</summary>
    internal AuditEntry Entry(Actor by, string action, string subject, Guid? subjectId = null, object? before = null, object? after = null)
    {
        ArgumentNullException.ThrowIfNull(by);
        return new AuditEntry
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            At = clock.GetUtcNow(),
            ActorId = by.Id,
            ActorName = by.Name,
            FromAddress = by.Address,
            Action = action,
            Subject = subject,
            SubjectId = subjectId,
            Before = before is null ? null : JsonSerializer.Serialize(before, Readable),
            After = after is null ? null : JsonSerializer.Serialize(after, Readable),
        };
    }
}
