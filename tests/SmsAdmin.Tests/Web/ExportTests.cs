using System.Globalization;
using System.Net;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Api;

namespace SmsAdmin.Tests.Web;

public sealed class ExportTests(ReadyConsole console) : IClassFixture<ReadyConsole>, IAsyncLifetime
{
    // Two whole pages and a part of a third.
    private const int Messages = 2345;
    private const string Formula = "=cmd|' /C calc'!A0";

    private Guid _plan;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _plan = (await console.Room<Plans>().ListAsync(Ct)).Single(plan => plan.IsSandbox).Id;
        await using var db = await console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        if (await db.Messages.AnyAsync(Ct)) return;
        await db.InsertAsync(Enumerable.Range(0, Messages).Select(MessageOf).ToList());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Each_message_is_in_the_file_once_newest_first_and_comes_back_as_it_is()
    {
        using var operate = await console.SignedInAsync(Roles.Operator, Ct);
        using var answer = await operate.GetAsync("/messages/export", Ct);
        var read = await ReadAsync(answer);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        await using var db = await console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        var stored = await db.Messages.AsNoTracking().OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id).ToListAsync(Ct);
        Assert.Equal(Messages, stored.Count);
        Assert.Equal(
            stored.Select(m => (m.Id.ToString("D"), m.To, m.State.ToString(), m.RequestedBy, m.CreatedAt)),
            read.Select(row => (row["id"], row["to"], row["state"], Back(row["requested_by"]), DateTimeOffset.Parse(row["created_at"], CultureInfo.InvariantCulture))));
        Assert.Contains(read, row => row["requested_by"] == "'" + Formula);
        Assert.Contains(read, row => row["to"] == "+46701234567");
    }

    [Fact]
    public async Task Support_gets_masked_numbers_and_a_filter_holds_for_the_file_too()
    {
        using var support = await console.SignedInAsync(Roles.Support, Ct);
        using var all = await support.GetAsync("/messages/export", Ct);
        using var failed = await support.GetAsync("/messages/export?status=failed", Ct);

        var text = await all.Content.ReadAsStringAsync(Ct);
        Assert.DoesNotContain("+4670123", text, StringComparison.Ordinal);
        Assert.All(await ReadAsync(failed), row => Assert.Equal("Failed", row["state"]));
        using var unknown = await support.GetAsync("/messages/export?status=lost", Ct);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    [Fact]
    public async Task Who_took_what_is_in_the_audit_and_nobody_else_gets_anything()
    {
        using var nobody = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        using var refused = await nobody.GetAsync(new Uri(console.Address, "/messages/export"), Ct);
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);

        using var admin = await console.AdminAsync(Ct);
        using var answer = await admin.GetAsync("/messages/export?q=%2B46701234567", Ct);
        Assert.Single(await ReadAsync(answer));
        await using var db = await console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        var entry = (await db.Audit.Where(e => e.Action == "messages.exported").ToListAsync(Ct)).Last(e => e.After!.Contains("4567", StringComparison.Ordinal));
        Assert.Equal("Anna Lind", entry.ActorName);
        Assert.DoesNotContain("701234567", entry.After, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\nx", "'\nx")]
    [InlineData("\uFF1D1+1", "'\uFF1D1+1")]
    [InlineData("'quoted", "''quoted")]
    [InlineData("+46701234567", "+46701234567")]
    [InlineData("Acme", "Acme")]
    public void A_formula_does_nothing_in_a_spreadsheet_and_a_number_stays_as_it_is(string value, string written)
    {
        Assert.Equal(written, MessagesCsv.Inert(value));
        Assert.Equal(value, Back(written));
    }

    private static string Back(string written) => written is ['\'', .. var value] ? value : written;

    private static async Task<List<IReadOnlyDictionary<string, string>>> ReadAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var csv = new CsvReader(new StringReader(await answer.Content.ReadAsStringAsync(Ct)), CultureInfo.InvariantCulture);
        Assert.True(await csv.ReadAsync() && csv.ReadHeader());
        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (await csv.ReadAsync()) rows.Add(csv.HeaderRecord!.ToDictionary(name => name, name => csv.GetField(name)!));
        return rows;
    }

    private Message MessageOf(int index)
    {
        var at = console.Time.Start.AddMicroseconds(index / 2);
        return new Message
        {
            Id = Guid.CreateVersion7(at),
            SubmissionId = Guid.CreateVersion7(at),
            PlanId = _plan,
            RequestedBy = index % 500 == 0 ? Formula : "Odoo, \"Shop\"\r\nof Acme",
            To = $"+4670123{4567 + index:D4}",
            Country = "SE",
            LastFour = $"{4567 + index:D4}",
            State = index % 7 == 0 ? MessageState.Failed : MessageState.Delivered,
            Parts = 1,
            DueAt = at,
            CreatedAt = at,
            ChangedAt = at,
            FinalAt = at,
        };
    }
}
