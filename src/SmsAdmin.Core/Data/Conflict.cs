using System.Data.Common;

namespace SmsAdmin.Core.Data;

/// <summary>Two transactions that wanted the same rows in another order, on PostgreSQL: one of them is undone, and may be tried again.</summary>
internal static class Conflict
{
    private const string DeadlockDetected = "40P01", SerializationFailure = "40001";

    public static bool Is(DbException fault) => fault.SqlState is DeadlockDetected or SerializationFailure;
}
