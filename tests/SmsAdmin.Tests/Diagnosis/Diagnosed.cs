using SmsAdmin.Core.Diagnosis;
using SmsAdmin.Tests.Delivery;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Diagnosis;

/// <summary>A diagnosis that has ended: its steps in order, and its finding.</summary>
public sealed record Diagnosed(IReadOnlyList<DiagnosisStep> Steps, Finding Finding)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Inquirer Support { get; } = new(TestRooms.Anna, SeesNumbers: false);

    public static Inquirer Operator { get; } = new(TestRooms.Anna, SeesNumbers: true);

    public DiagnosisStep Step(LookedAt at) => Steps.Single(step => step.At == at);

    /// <summary>All that a reader sees of it.</summary>
    public string Whole => string.Join('\n', [
        Finding.Code, Finding.Title, Finding.Why, Finding.WhatToDo, Finding.Concerns, Finding.SendAgain, Finding.Label, Finding.Href, Finding.LetterToSinch,
        .. Steps.SelectMany(step => step.Evidence.Select(line => $"{line.Label}: {line.Text}").Prepend(step.Says)),
    ]);

    /// <summary>Of one message.</summary>
    public static async Task<Diagnosed> OfAsync(TestRooms rooms, Guid messageId, Inquirer? by = null) =>
        await EndAsync(await rooms.Get<MessagePath>().BeginAsync(messageId, by ?? Support, Ct));

    public static Task<Diagnosed> OfAsync(Walk walk, Guid messageId, Inquirer? by = null) => OfAsync(walk.Rooms, messageId, by);

    public static async Task<Diagnosed> OfAuthenticationAsync(Walk walk) => await EndAsync(await walk.Rooms.Get<AuthenticationPath>().BeginAsync(walk.PlanId, Support, Ct));

    public static async Task<Diagnosed> OfRateAsync(Walk walk) => await EndAsync(await walk.Rooms.Get<RatePath>().BeginAsync(walk.PlanId, Support, Ct));

    public static async Task<Diagnosed> UnaskedAsync(Walk walk, string? typed) => await EndAsync(await walk.Rooms.Get<UnaskedPath>().BeginAsync(walk.PlanId, typed, Support, Ct));

    private static async Task<Diagnosed> EndAsync(IAsyncEnumerable<Walked>? walk)
    {
        Assert.NotNull(walk);
        var news = new List<Walked>();
        await foreach (var one in walk.WithCancellation(Ct)) news.Add(one);
        // Told beforehand, step by step while it walks, and ended once.
        var planned = Assert.IsType<Walked.Planned>(news[0]).Steps;
        var steps = news.OfType<Walked.Seen>().Select(seen => seen.Step).ToList();
        Assert.Equal(planned.Take(steps.Count), steps.Select(step => step.At));
        Assert.Equal(steps.Select(step => step.At), news.OfType<Walked.Asking>().Select(asking => asking.At));
        Assert.Single(news.OfType<Walked.Ended>());
        return new Diagnosed(steps, Assert.IsType<Walked.Ended>(news[^1]).Finding);
    }
}
