using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Tests.Trials;

/// <summary>
/// The log as a file, out of the running program over HTTP: read back with a reader that shares nothing with what wrote it, and
/// held row for row against the database, while neither the program nor the trial may hold more of it than a page.
/// </summary>
public sealed class ExportTrials
{
    private const string Anna = "anna@example.com";
    private const string Formula = "=cmd|' /C calc'!A0";
    private const string Number = "+46701234567";
    private const int Together = 20_000;
    private const int Rehearsals = 5;

    // What loops, compiler and collector take beside it: it is a whole program that runs.
    private const long Slack = 64L << 20;

    // All of them together, in characters: whoever holds them, or their file, holds much more than the slack.
    private const int Weight = 100_000_000;

    private static readonly string[] Names =
    [
        "id", "created_at", "to", "state", "outcome_unknown", "lane", "origin", "requested_by", "service_plan", "parts", "http_status", "api_error_code",
        "delivery_code", "test",
    ];

    private static readonly string Filler = new('x', Math.Clamp(Weight / TrialOptions.ExportRows, 300, 5_000));

    private static readonly string[] Askers =
    [
        .. new[] { Formula, "Odoo, \"Shop\"\r\nof Acme", "'quoted", "+1+1", "-1", "@SUM(A1)", "\tx", "Åsa Öberg, 営業 🚀", "\uFF1D1+1", "Acme" }
            .Select(asker => $"{asker} {Filler}"),
    ];

    // One whose national part begins with 0, ones that their countries group oddly, and one that was erased.
    private static readonly string[] Numbers = [Number, "+12015550100", "+390612345678", "+4915112345678", "+5491123456789", "+2250701234567", "4567"];

    private static readonly MessageState[] Ends = [MessageState.Delivered, MessageState.Failed, MessageState.Rejected, MessageState.Expired, MessageState.Cancelled];

    private static readonly Dictionary<string, string> Settings = new()
    {
        [Preparation.AdminEmailKey] = Anna,
        [Preparation.AdminPasswordKey] = ConsoleHost.Password,
        // Collected often, so that memory shows what is held and not what nobody has collected yet: 4 MiB, in hexadecimal.
        ["DOTNET_GCgen0MaxBudget"] = "400000",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_message_comes_back_out_of_the_file_as_it_is_and_all_of_them_take_no_more_memory_than_a_tenth()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await using var rooms = await TestRooms.StartAsync();
        // Older than what the program counts and watches by itself.
        var begins = DateTimeOffset.UtcNow.AddDays(-20);
        await FillAsync(rooms, await rooms.AddPlanAsync(sandbox), begins);
        await using var program = new Instance(rooms, Settings);
        await program.StartAsync();
        using var anna = new Visitor(program.Address);
        await anna.SignInAsync(Anna, ConsoleHost.Password, Ct);

        // As long a run as the whole, a tenth at a time: what the program comes to by running at all is in it.
        for (var round = 0; round < Rehearsals; round++) Assert.Equal(TrialOptions.ExportRows / 10, await ProveAsync(rooms, anna, At(begins, TrialOptions.ExportRows / 10 * 9)));
        var before = program.PeakMemory;
        var begun = TimeProvider.System.GetTimestamp();
        Assert.Equal(TrialOptions.ExportRows, await ProveAsync(rooms, anna, null));

        var grown = program.PeakMemory - before;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{TrialOptions.ExportRows:N0} messages in {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:N1} s, read back and compared; the program's peak {before >> 20} MiB for a tenth, {grown >> 10} KiB more for all."));
        Assert.True(grown < Slack, $"It grew by {grown >> 20} MiB over {TrialOptions.ExportRows:N0} messages.");
    }

    private static async Task FillAsync(TestRooms rooms, Guid plan, DateTimeOffset begins)
    {
        for (var done = 0; done < TrialOptions.ExportRows; done += Together)
        {
            var some = Enumerable.Range(done, Math.Min(Together, TrialOptions.ExportRows - done)).Select(index => MessageOf(plan, begins, index)).ToList();
            await rooms.LookAsync(async db =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(Ct);
                await db.InsertAsync(some);
                await transaction.CommitAsync(Ct);
                return some.Count;
            });
        }
    }

    /// <returns>How many rows the file had, each of them as the database has it.</returns>
    private static async Task<int> ProveAsync(TestRooms rooms, Visitor anna, DateTimeOffset? from)
    {
        using var answer = await anna.BeginAsync($"/messages/export{(from is { } since ? $"?from={Uri.EscapeDataString($"{since:O}")}" : "")}", Ct);
        Assert.Equal((HttpStatusCode.OK, "text/csv"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Null(answer.Content.Headers.ContentLength);
        using var text = new StreamReader(await answer.Content.ReadAsStreamAsync(Ct), new UTF8Encoding(false, throwOnInvalidBytes: true));
        var file = new Rfc4180(text);
        Assert.Equal(Names, file.Next());
        return await rooms.LookAsync(async db =>
        {
            var rows = 0;
            var stored = db.Messages.AsNoTracking().Where(m => from == null || m.CreatedAt >= from).OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id);
            await foreach (var message in stored.AsAsyncEnumerable().WithCancellation(Ct))
            {
                var fields = file.Next();
                Assert.NotNull(fields);
                Assert.DoesNotContain(fields, DoesSomething);
                if (message.To == Number) Assert.Equal(Number, fields[2]);
                var (there, here) = (Row.Of(message), Row.Read(fields));
                if (there != here) Assert.Equal(there, here);
                rows++;
            }

            Assert.Null(file.Next());
            return rows;
        });
    }

    // What a spreadsheet computes instead of showing it; a number it shows.
    private static bool DoesSomething(string field) =>
        !(field is ['+', .. var digits] && digits.All(char.IsAsciiDigit))
        && field is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20', ..];

    // Two share each instant, so that their ids decide too.
    private static DateTimeOffset At(DateTimeOffset begins, int index) => begins.AddMilliseconds(10 * (index / 2));

    private static Message MessageOf(Guid plan, DateTimeOffset begins, int index)
    {
        var (at, to) = (At(begins, index), Numbers[index % Numbers.Length]);
        return new Message
        {
            Id = Guid.CreateVersion7(at),
            SubmissionId = Guid.CreateVersion7(at),
            PlanId = plan,
            Lane = (Lane)(index % 4),
            Origin = index % 3 == 0 ? Origin.Odoo : Origin.Api,
            IsTest = index % 17 == 0,
            RequestedBy = Askers[index % Askers.Length],
            To = to,
            Country = "SE",
            LastFour = to[^4..],
            State = Ends[index % Ends.Length],
            OutcomeUnknown = index % 13 == 0,
            Parts = 1 + (index % 3),
            HttpStatus = index % 5 == 1 ? 400 : index % 5 == 4 ? null : 201,
            ApiErrorCode = index % 5 == 1 ? "syntax_invalid_parameter_format" : null,
            DeliveryCode = index % 5 == 0 ? 0 : index % 5 == 2 ? 402 : null,
            DueAt = at,
            CreatedAt = at,
            ChangedAt = at,
            FinalAt = at,
        };
    }

    /// <summary>A message as far as the file tells of it.</summary>
    private sealed record Row(
        Guid Id, DateTimeOffset CreatedAt, string To, MessageState State, bool OutcomeUnknown, Lane Lane, Origin Origin, string RequestedBy, string Plan, int Parts,
        int? HttpStatus, string? ApiErrorCode, int? DeliveryCode, bool IsTest)
    {
        public static Row Of(Message m) => new(
            m.Id, m.CreatedAt, m.To == m.LastFour ? PhoneNumber.FromDigits(m.To).Masked : m.To, m.State, m.OutcomeUnknown, m.Lane, m.Origin, m.RequestedBy, "Acme US", m.Parts,
            m.HttpStatus, m.ApiErrorCode, m.DeliveryCode, m.IsTest);

        public static Row Read(string[] written)
        {
            var fields = Array.ConvertAll(written, field => field is ['\'', .. var value] ? value : field);
            return new Row(
                Guid.ParseExact(fields[0], "D"), DateTimeOffset.Parse(fields[1], CultureInfo.InvariantCulture), fields[2], Enum.Parse<MessageState>(fields[3]), bool.Parse(fields[4]),
                Enum.Parse<Lane>(fields[5]), Enum.Parse<Origin>(fields[6]), fields[7], fields[8], int.Parse(fields[9], CultureInfo.InvariantCulture), Number(fields[10]),
                fields[11] is "" ? null : fields[11], Number(fields[12]), bool.Parse(fields[13]));

            static int? Number(string field) => field is "" ? null : int.Parse(field, CultureInfo.InvariantCulture);
        }
    }
}
