using System.Globalization;
using Bunit;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Sandbox.Sinch.Magic;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Tests.Delivery;

/// <summary>
/// Sends to every magic number that the sandbox has, through the real rooms, and reads the panel that a person would
/// see: each code in its number space, a meaning, and a next step that names this plan, its region and its sender.
/// </summary>
public sealed class EveryOutcomeTests : ComponentTest
{
    private const string Endings = "+1201555", NetworkEndings = "+1203555", Http = "+1206555", Errors = "+1207555", Connections = "+1208555";

    /// <summary>Less than a second's worth at the plan's rate, so that the clock need not move while they go out.</summary>
    private const int AtOnce = 25;

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    // A network code has a number for each status it can come with; they take turns here, because the code tells the story.
    private static IEnumerable<MagicNumber> Ends =>
        Of(Endings).Concat(Of(NetworkEndings).GroupBy(magic => magic.Number[^3..]).Select((code, turn) => code.ElementAt(turn % code.Count())));

    private static IEnumerable<MagicNumber> Refusals => Of(Http, Errors).Except(Passing);

    private static IEnumerable<MagicNumber> LostAnswers => Of(Connections).Except(Passing).Except(SlowAnswers);

    private static IEnumerable<MagicNumber> SlowAnswers => Of(Connections).Where(magic => magic.Outcome.StartsWith("Slow answer", StringComparison.Ordinal));

    private static IEnumerable<MagicNumber> Passing =>
        Of(Http, Errors, Connections).Except(SlowAnswers).Where(magic => magic.Outcome.Contains(" once", StringComparison.Ordinal) || magic.Outcome.Contains(" twice", StringComparison.Ordinal));

    [Fact]
    public void Every_magic_number_belongs_to_one_of_these_tests() => Assert.Equal(
        MagicNumbers.All.Where(magic => !magic.Number.StartsWith(NetworkEndings, StringComparison.Ordinal)).Select(magic => magic.Number).Order(StringComparer.Ordinal),
        ((IEnumerable<MagicNumber>[])[Of(Endings), Refusals, LostAnswers, SlowAnswers, Passing]).SelectMany(some => some).Select(magic => magic.Number).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_end_that_a_receipt_tells_is_shown_with_its_delivery_code()
    {
        await using var walk = await Walk.StartAsync();
        var sent = new List<(MagicNumber Magic, Guid Id)>();
        foreach (var chunk in Ends.Chunk(AtOnce))
        {
            sent.AddRange(await SubmitAsync(walk, chunk));
            await walk.DispatchAsync();
            walk.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        walk.Clock.Advance(TimeSpan.FromSeconds(30));
        await walk.PollAsync();
        foreach (var (magic, id) in sent)
        {
            var shown = await ShowAsync(walk, id);
            shown.Has("HTTP status", "201");
            if (CodeOf(magic) is { } code) shown.Has("Delivery code", code);
            else if (magic.Number == Endings + "0100") Assert.Equal(ExplanationTone.Good, shown.Explanation.Tone);
            shown.TellsWhatToDo();
        }
    }

    [Fact]
    public async Task Every_refusal_is_shown_with_its_http_status_and_its_api_error_code()
    {
        // A refused account stops every other message of its plan.
        var stopping = Refusals.Where(magic => magic.Outcome is "HTTP 401" or "HTTP 404" or "HTTP 403 blocked_account").ToList();
        Assert.Equal(3, stopping.Count);
        foreach (var together in stopping.Select(magic => new[] { magic }).Concat(Refusals.Except(stopping).Chunk(AtOnce)))
        {
            await using var walk = await Walk.StartAsync();
            var sent = await SubmitAsync(walk, together);
            await walk.DispatchAsync();
            foreach (var (magic, id) in sent)
            {
                var shown = await ShowAsync(walk, id);
                shown.Has("HTTP status", HttpStatusOf(magic));
                if (ApiErrorCodeOf(magic) is { } code) shown.Has("API error code", code);
                Assert.Contains(shown.Tags, tag => tag.IsCause);
                Assert.DoesNotContain(shown.Tags, tag => tag.Space == "Delivery code");
                shown.TellsWhatToDo();
            }
        }
    }

    [Fact]
    public async Task Every_answer_that_is_lost_is_told_without_a_code_that_nobody_gave()
    {
        await using var walk = await Walk.StartAsync();
        var sent = await SubmitAsync(walk, LostAnswers);
        await DispatchWhileTimePassesAsync(walk, sent.Length);
        foreach (var (magic, id) in sent)
        {
            var shown = await ShowAsync(walk, id);
            Assert.True((await walk.FindAsync(id)).OutcomeUnknown, magic.Outcome);
            Assert.Empty(shown.Tags);
            shown.TellsWhatToDo();
        }
    }

    [Fact]
    public async Task A_slow_answer_is_an_answer()
    {
        // So patient that the answer comes first, however the two sides of the clock run.
        await using var walk = await Walk.StartAsync("Sinch:Timeout=00:59:00");
        var sent = await SubmitAsync(walk, SlowAnswers);
        await DispatchWhileTimePassesAsync(walk, sent.Length);
        foreach (var (_, id) in sent) (await ShowAsync(walk, id)).Has("HTTP status", "201");
    }

    [Fact]
    public async Task Every_trouble_that_passes_ends_delivered_and_was_accepted_once()
    {
        // All of them on their way at once: the silent ones hold the others up otherwise.
        await using var walk = await Walk.StartAsync("Delivery:InFlight=30");
        var sent = await SubmitAsync(walk, Passing);
        await DispatchWhileTimePassesAsync(walk, sent.Length);
        // Two looks for a lost answer, a minute apart; up to three tries; the receipt.
        for (var minutes = 0; minutes < 6; minutes++)
        {
            walk.Clock.Advance(TimeSpan.FromSeconds(61));
            await walk.CheckOutcomesAsync();
            await walk.DispatchAsync();
            walk.Clock.Advance(TimeSpan.FromSeconds(5));
            await walk.PollAsync();
        }

        foreach (var (magic, id) in sent)
        {
            Assert.Equal((magic.Outcome, MessageState.Delivered, 1), (magic.Outcome, (await walk.FindAsync(id)).State, walk.Accepted(id)));
            Assert.Equal(ExplanationTone.Good, (await ShowAsync(walk, id)).Explanation.Tone);
        }
    }

    [Fact]
    public async Task Nothing_listening_is_told_with_the_plan_and_its_host()
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync(Endings + "0100");
        await walk.Sandbox.DisposeAsync();
        await walk.DispatchAsync();
        var shown = await ShowAsync(walk, id);
        Assert.Empty(shown.Tags);
        Assert.Contains("127.0.0.1", shown.Why, StringComparison.Ordinal);
        Assert.Equal(ExplanationTone.Warning, shown.Explanation.Tone);
        shown.TellsWhatToDo();
    }

    private static IEnumerable<MagicNumber> Of(params string[] prefixes) =>
        MagicNumbers.All.Where(magic => prefixes.Any(prefix => magic.Number.StartsWith(prefix, StringComparison.Ordinal)));

    // At once, so that they share their commits.
    private static Task<(MagicNumber Magic, Guid Id)[]> SubmitAsync(Walk walk, IEnumerable<MagicNumber> numbers) =>
        Task.WhenAll(numbers.Select(async magic => (magic, await walk.SubmitAsync(magic.Number))));

    // As the sandbox's page documents the numbers: the last digits are the code.
    private static string? CodeOf(MagicNumber magic)
    {
        var last = int.Parse(magic.Number[^3..], CultureInfo.InvariantCulture);
        if (magic.Number.StartsWith(NetworkEndings, StringComparison.Ordinal)) return last.ToString(CultureInfo.InvariantCulture);
        return last is > 100 and <= 118 ? (last + 300).ToString(CultureInfo.InvariantCulture) : null;
    }

    private static string HttpStatusOf(MagicNumber magic) =>
        magic.Number.StartsWith(Http, StringComparison.Ordinal) ? magic.Number[^3..] : magic.Number[^4..^1];

    // "HTTP 403 unknown_group"
    private static string? ApiErrorCodeOf(MagicNumber magic) => magic.Outcome.Split(' ').SingleOrDefault(word => word.Contains('_', StringComparison.Ordinal));

    // Once the sandbox has them all: a second at a time, and each time as long as a question to the sandbox takes.
    private static async Task DispatchWhileTimePassesAsync(Walk walk, int messages)
    {
        var dispatch = walk.DispatchAsync();
        var backstage = walk.Sandbox.Backstage;
        for (var rounds = 0; !dispatch.IsCompleted; rounds++)
        {
            Assert.True(rounds < 20_000, "The dispatch does not end.");
            using var asked = await backstage.GetAsync("magic-numbers", Ct);
            if (Posts(walk) >= messages) walk.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await dispatch;
    }

    private static long Posts(Walk walk) => walk.Sandbox.World.Requests.Where(asked => asked is { Method: "POST", Path: "/batches" }).Sum(asked => asked.Count);

    private async Task<Shown> ShowAsync(Walk walk, Guid id)
    {
        var stories = new MessageStories(walk.Rooms.Get<MessageLog>(), walk.Rooms.Get<Plans>(), walk.Rooms.Get<AccountFigures>());
        var story = (await stories.ReadAsync(id, whole: true, zone: null, Ct))!;
        var panel = Page.Render<OutcomePanel>(parameters => parameters.Add(part => part.Explanation, story.Explanation).Add(part => part.IsAdmin, true).Add(part => part.MaySend, true));
        var rows = panel.FindAll(".wwn dt").Zip(panel.FindAll(".wwn dd")).ToDictionary(row => row.First.TextContent, row => row.Second.TextContent);
        return new Shown(
            story.Explanation,
            [.. panel.FindAll(".top .code").Select(tag => (tag.QuerySelector("span")!.TextContent, tag.QuerySelector("b")!.TextContent, tag.ClassList.Contains("bad")))],
            rows.GetValueOrDefault("Why", ""),
            rows.GetValueOrDefault("What to do", ""));
    }

    /// <summary>What a person sees of a message.</summary>
    private sealed record Shown(Explanation Explanation, IReadOnlyList<(string Space, string Value, bool IsCause)> Tags, string Why, string WhatToDo)
    {
        public void Has(string space, string value) => Assert.Contains((space, value), Tags.Select(tag => (tag.Space, tag.Value)));

        /// <summary>Where something went wrong, or may have: what it means, and a step that is this account's own.</summary>
        public void TellsWhatToDo()
        {
            Assert.NotEmpty(Explanation.Headline);
            if (Explanation.Tone is not (ExplanationTone.Bad or ExplanationTone.Warning)) return;
            Assert.NotEmpty(Why);
            var step = WhatToDo.Replace('\u2011', '-').Replace('\u00A0', ' ');
            Assert.All(["Acme US", "region us", "+1 201-555-0199"], fact => Assert.Contains(fact, step, StringComparison.Ordinal));
        }
    }
}
