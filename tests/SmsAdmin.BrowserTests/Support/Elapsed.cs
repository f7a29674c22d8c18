using Microsoft.Data.Sqlite;

namespace SmsAdmin.BrowserTests.Support;

/// <summary>Lets time go by for one verification without waiting for it: all that was, was so much earlier.</summary>
internal static class Elapsed
{
    public static async Task ForAsync(RunningProgram program, string verificationId, TimeSpan time)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(program.Storage.FullName, "smsadmin.db")};Mode=ReadWrite;Pooling=False");
        await database.OpenAsync(TestContext.Current.CancellationToken);
        await using var back = database.CreateCommand();
        back.CommandText = """
            UPDATE "VerificationSubjects"
            SET "LiveUntil" = "LiveUntil" - $time, "NextSendAt" = "NextSendAt" - $time, "LastSentAt" = "LastSentAt" - $time
            WHERE "Key" = (SELECT "SubjectKey" FROM "Verifications" WHERE "Id" = $id);
            UPDATE "Verifications" SET "ExpiresAt" = "ExpiresAt" - $time, "NextResendAt" = "NextResendAt" - $time WHERE "Id" = $id;
            """;
        back.Parameters.AddWithValue("$id", Guid.Parse(verificationId));
        back.Parameters.AddWithValue("$time", time.Ticks / TimeSpan.TicksPerMicrosecond);
        Assert.Equal(2, await back.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
