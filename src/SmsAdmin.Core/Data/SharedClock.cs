namespace SmsAdmin.Core.Data;

/// <summary>What time it is for all who share the database: one clock tells it, because those of several machines differ.</summary>
public delegate Task<DateTimeOffset> SharedClock(AppDb db, CancellationToken ct);
