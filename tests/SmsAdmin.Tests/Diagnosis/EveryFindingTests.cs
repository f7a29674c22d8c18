using System.Globalization;
using System.Text.RegularExpressions;
using SmsAdmin.Core.Diagnosis;
using SmsAdmin.Core.Words;
using SmsAdmin.Sandbox.Sinch.Magic;
using SmsAdmin.Tests.Delivery;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Diagnosis;

/// <summary>
/// Sends to every magic number that the sandbox has, through the real rooms, and diagnoses each message as support staff
/// would: one finding for each cause, different where the cause is, with this plan's facts and a step to take.
/// </summary>
public sealed partial class EveryFindingTests
{
    private const string Endings = "+1201555", NetworkEndings = "+1203555", Http = "+1206555", Errors = "+1207555", Connections = "+1208555";

    /// <summary>Less than a second's worth at the plan's rate, so that the clock need not move while they go out.</summary>
    private const int AtOnce = 25;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // A network code has a number for each status it can come with; they take turns here.
    private static IEnumerable<MagicNumber> Ends =>
        Of(Endings).Concat(Of(NetworkEndings).GroupBy(magic => magic.Number[^3..]).Select((code, turn) => code.ElementAt(turn % code.Count())));

    private static IEnumerable<MagicNumber> Refusals => Of(Http, Errors).Where(IsLasting);

    private static IEnumerable<MagicNumber> LostAnswers => Of(Connections).Where(IsLasting).Where(magic => !magic.Outcome.StartsWith("Slow", StringComparison.Ordinal));

    [Fact]
    public async Task Every_end_that_a_receipt_tells_has_its_finding()
    {
        await using var walk = await Walk.StartAsync();
        await walk.Sandbox.ControlAsync("clock", new { date_shift_seconds = 0.001 });
        var sent = new List<(MagicNumber Magic, Guid Id)>();
        foreach (var chunk in Ends.Chunk(AtOnce))
        {
            sent.AddRange(await SubmitAsync(walk, chunk));
            await walk.DispatchAsync();
            walk.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        walk.Clock.Advance(TimeSpan.FromMinutes(2));
        await walk.PollAsync();
        await JudgeAsync(walk, sent, EndOf);
    }

    [Fact]
    public async Task Every_refusal_has_its_finding()
    {
        // A refused account stops every other message of its plan.
        var stopping = Refusals.Where(magic => magic.Outcome is "HTTP 401" or "HTTP 404" or "HTTP 403 blocked_account").ToList();
        Assert.Equal(3, stopping.Count);
        var found = new List<(string Code, Finding Finding)>();
        foreach (var together in stopping.Select(magic => new[] { magic }).Concat(Refusals.Except(stopping).Chunk(AtOnce)))
        {
            await using var walk = await Walk.StartAsync();
            var sent = await SubmitAsync(walk, together);
            await walk.DispatchAsync();
            found.AddRange(await JudgeAsync(walk, sent, RefusalOf));
        }

        AreDifferent(found);
    }

    [Fact]
    public async Task Every_answer_that_is_lost_has_its_finding()
    {
        await using var walk = await Walk.StartAsync();
        var sent = await SubmitAsync(walk, LostAnswers);
        await DispatchWhileTimePassesAsync(walk, sent.Length);
        // What Sinch takes after the caller left, it takes two seconds later.
        walk.Clock.Advance(TimeSpan.FromSeconds(5));
        await Eventually.HoldsAsync(() => sent.Where(one => IsTaken(one.Magic)).All(one => walk.Accepted(one.Id) == 1), "Sinch has not taken what it takes without an answer.");
        await JudgeAsync(walk, sent, LostOf);
    }

    [Fact]
    public async Task Nothing_listening_has_its_finding()
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync(Endings + "0100");
        await walk.Sandbox.DisposeAsync();
        await walk.DispatchAsync();

        var told = await Diagnosed.OfAsync(walk, id);

        Assert.Equal("network.connection-refused", told.Finding.Code);
        Assert.Contains("Nothing listens", told.Finding.Why, StringComparison.Ordinal);
        HasFacts(told, id);
    }

    [Fact]
    public async Task Causes_of_different_kinds_ask_for_different_steps()
    {
        await using var walk = await Walk.StartAsync();
        // Unroutable, closed country, no credit, too late, text too long; route, number, phone off, sender, content, limit.
        string[] numbers = ["+12015550102", "+12015550112", "+12015550113", "+12015550106", "+12015550111", "+12035551003", "+12035551150", "+12035551153", "+12035551060", "+12035551015", "+12035551064"];
        await walk.Sandbox.ControlAsync("clock", new { date_shift_seconds = 0.001 });
        var ids = await Task.WhenAll(numbers.Select(number => walk.SubmitAsync(number)));
        await walk.DispatchAsync();
        walk.Clock.Advance(TimeSpan.FromSeconds(30));
        await walk.PollAsync();

        var findings = new List<Finding>();
        foreach (var id in ids) findings.Add((await Diagnosed.OfAsync(walk, id)).Finding);

        Assert.Equal(numbers.Length, findings.Select(finding => finding.Title).Distinct().Count());
        Assert.Equal(numbers.Length, findings.Select(finding => finding.WhatToDo).Distinct().Count());
    }

    private static async Task<List<(string Code, Finding Finding)>> JudgeAsync(Walk walk, IReadOnlyCollection<(MagicNumber Magic, Guid Id)> sent, Func<MagicNumber, string> expected)
    {
        var (found, wrong) = (new List<(string Code, Finding Finding)>(), new List<string>());
        foreach (var (magic, id) in sent)
        {
            var told = await Diagnosed.OfAsync(walk, id);
            if (told.Finding.Code != expected(magic)) wrong.Add($"{magic.Number} {magic.Outcome}: {told.Finding.Code} instead of {expected(magic)}");
            HasFacts(told, id);
            // The sandbox's numbers are told by nobody who may not see them.
            Assert.DoesNotContain(magic.Number[^7..], Separators().Replace(told.Whole, ""), StringComparison.Ordinal);
            found.Add((told.Finding.Code, told.Finding));
        }

        Assert.Empty(wrong);
        AreDifferent(found);
        return found;
    }

    private static void AreDifferent(IEnumerable<(string Code, Finding Finding)> found)
    {
        var causes = found.DistinctBy(one => one.Code).ToList();
        Assert.Empty(causes.GroupBy(one => one.Finding.Title).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {string.Join(", ", same.Select(one => one.Code))}"));
        Assert.Equal(causes.Count, causes.Select(one => $"{one.Finding.Title}\n{one.Finding.WhatToDo}").Distinct().Count());
    }

    // A cause, a step, whom it is about; and where Sinch is asked, all that it needs.
    private static void HasFacts(Diagnosed told, Guid id)
    {
        var finding = told.Finding;
        Assert.All([finding.Title, finding.Why, finding.WhatToDo], text => Assert.False(string.IsNullOrWhiteSpace(text), finding.Code));
        Assert.DoesNotMatch(@"\.$", finding.Title);
        Assert.DoesNotMatch(Seam(), $"{finding.Title}\n{finding.Why}\n{finding.WhatToDo}".Replace("${name}", "name", StringComparison.Ordinal).Replace("${…}", "name", StringComparison.Ordinal));
        var concerns = finding.Concerns.Replace('\u2011', '-').Replace('\u00A0', ' ');
        Assert.All(["Acme US", "region us", "+1 201-555-0199"], fact => Assert.Contains(fact, concerns, StringComparison.Ordinal));
        Assert.DoesNotContain("token-us", told.Whole, StringComparison.Ordinal);
        Assert.True(finding.Href is null == finding.Label is null, finding.Code);
        Assert.True(finding.IsKnown || finding.LetterToSinch is not null, $"{finding.Code} asks nobody");
        if (finding.LetterToSinch is not { } letter) return;
        Assert.All(["sandbox-us", "us", " UTC", "+1 20"], fact => Assert.Contains(fact, letter, StringComparison.Ordinal));
        if (finding.Codes.Count > 0) Assert.Contains(id.ToString("D", CultureInfo.InvariantCulture), letter, StringComparison.Ordinal);
    }

    private static bool IsLasting(MagicNumber magic) => !magic.Outcome.Contains(" once", StringComparison.Ordinal) && !magic.Outcome.Contains(" twice", StringComparison.Ordinal);

    private static bool IsTaken(MagicNumber magic) => magic.Outcome.StartsWith("Accepted", StringComparison.Ordinal);

    private static IEnumerable<MagicNumber> Of(params string[] prefixes) =>
        MagicNumbers.All.Where(magic => prefixes.Any(prefix => magic.Number.StartsWith(prefix, StringComparison.Ordinal)));

    // As the sandbox's page documents the numbers: "Aborted 412", "Failed 0", "Never a receipt".
    private static string EndOf(MagicNumber magic) => magic.Outcome.Split(' ') switch
    {
        ["Delivered", ..] or ["Duplicate", ..] or ["Receipts", ..] or ["Receipt", ..] or ["Dispatched", "is", ..] => "message.delivered",
        ["Never", ..] => "receipts.sinch-silent",
        ["Dispatched,", ..] => "receipts.operator-silent",
        ["Cancelled", _] => "cancelled.at-sinch",
        [nameof(MessageState.Unknown), _] => "ended.unknown",
        [var status, "0"] => $"ended.{status.ToLowerInvariant()}",
        [_, var code] => $"delivery.{code}",
        _ => "nothing",
    };

    // "HTTP 404", "HTTP 429, Retry-After 5", "Accepted, HTTP 500", "HTTP 403 unknown_group", "HTTP 400 without JSON".
    private static string RefusalOf(MagicNumber magic) => magic switch
    {
        _ when IsTaken(magic) => "outcome.found-at-sinch",
        { Outcome: "HTTP 400 with a nested error" } => "api.INVALID_ARGUMENT",
        { Outcome: var outcome } when outcome.Split(' ').SingleOrDefault(word => word.Contains('_', StringComparison.Ordinal)) is { } code => $"api.{code}",
        { Outcome: var outcome } => $"http.{outcome.Split(' ', ',')[1]}",
    };

    private static string LostOf(MagicNumber magic) => magic.Outcome switch
    {
        _ when IsTaken(magic) => "outcome.found-at-sinch",
        "Never answers" => "network.timeout",
        _ => "network.connection-reset",
    };

    // At once, so that they share their commits.
    private static Task<(MagicNumber Magic, Guid Id)[]> SubmitAsync(Walk walk, IEnumerable<MagicNumber> numbers) =>
        Task.WhenAll(numbers.Select(async magic => (magic, await walk.SubmitAsync(magic.Number))));

    // Once the sandbox has them all: a second at a time, and each time as long as a question to the sandbox takes.
    private static async Task DispatchWhileTimePassesAsync(Walk walk, int messages)
    {
        var dispatch = walk.DispatchAsync();
        for (var rounds = 0; !dispatch.IsCompleted; rounds++)
        {
            Assert.True(rounds < 20_000, "The dispatch does not end.");
            using var asked = await walk.Sandbox.Backstage.GetAsync("magic-numbers", Ct);
            if (Posts(walk) >= messages) walk.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await dispatch;
    }

    private static long Posts(Walk walk) => walk.Sandbox.World.Requests.Where(asked => asked is { Method: "POST", Path: "/batches" }).Sum(asked => asked.Count);

    [GeneratedRegex(@"[ \u2011\u00A0()-]")]
    private static partial Regex Separators();

    // What is left where a phrase is empty.
    [GeneratedRegex(@"  | [.,;:]|\.\.|,,|\{|\}|\(\)| of \.| to \.")]
    private static partial Regex Seam();
}
