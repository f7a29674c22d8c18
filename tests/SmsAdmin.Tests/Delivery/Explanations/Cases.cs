using System.Reflection;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Delivery.Explanations;

/// <summary>Messages and plans to be explained, and every cause at once.</summary>
internal static class Cases
{
    public const string To = "+447700900123";
    public const string Sender = "+46701740650";
    public const string SenderShown = "+46 70 174 06 50";
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static PlanFacts Plan { get; } = new(
        "Acme EU", "4f1c90ab17e64cd7b5f2c8ef12aba07e", "eu", "eu.sms.api.sinch.com", Sender, PlanKind.Production, [],
        IsSandbox: false, PlanReadiness.Ready, PausedAt: null, PausedWhy: null, CheckedHttpStatus: 200, WorkedBefore: true);

    public static PlanFacts PausedPlan { get; } = Plan with { Readiness = PlanReadiness.Paused, PausedAt = Noon, PausedWhy = "Paused by Anna Lind." };

    public static ExplainFacts Waiting(MessageState state = MessageState.Queued) => new()
    {
        Plan = Plan,
        To = PhoneNumber.FromDigits(To[1..]),
        From = Sender,
        State = state,
        MessageId = Guid.Parse("01a20891-45a0-71d8-b3c6-0e94af125d6a"),
        Attempts = 1,
        Characters = 118,
        DueAt = Noon.AddSeconds(9),
    };

    /// <summary>Refused by Sinch's answer to the send.</summary>
    public static ExplainFacts Refused(int httpStatus, string? apiErrorCode = null) =>
        Waiting(MessageState.Rejected) with { HttpStatus = httpStatus, ApiErrorCode = apiErrorCode, FinalAt = Noon };

    /// <summary>Taken by Sinch, and ended by a receipt.</summary>
    public static ExplainFacts Ended(MessageState state, int? deliveryCode) => Waiting(state) with
    {
        HttpStatus = 201,
        DeliveryCode = deliveryCode,
        BatchId = "01M8492HD0K4N8ZC1XW6PJ0HGB",
        AcceptedAt = Noon,
        FinalAt = Noon.AddSeconds(1.3),
    };

    public static ExplainFacts Open(int? httpStatus, string? noAnswer) =>
        Waiting(MessageState.Sending) with { OutcomeUnknown = true, HttpStatus = httpStatus, NoAnswer = noAnswer, UnknownSince = Noon };

    public static IEnumerable<int> HttpStatuses => [200, 302, 400, 401, 403, 404, 405, 408, 410, 415, 422, 429, 500, 501, 502, 503, 504, 520];

    public static IEnumerable<string> FailureKinds => Enum.GetNames<FailureKind>();

    public static IEnumerable<int> DeliveryFailures => DeliveryCodes.All.Select(code => code.Code).Where(code => code is not (0 or 400 or 401)).Append(999);

    /// <summary>Every cause in every state that it can meet.</summary>
    public static IReadOnlyList<ExplainFacts> All { get; } =
    [
        .. MessageStates.All.Where(state => state < MessageState.Delivered).Select(Waiting),
        .. MessageStates.All.Where(MessageStates.IsFinal).SelectMany(state => new[] { Ended(state, null), Ended(state, 0), Ended(state, 401) }),
        .. HttpStatuses.SelectMany(status => new[] { Refused(status), Waiting() with { HttpStatus = status }, Open(status, null), Waiting() with { HttpStatus = status, Plan = PausedPlan } }),
        .. ApiErrorCodes.All.Select(code => Refused(code.HttpStatus, code.Code)),
        Refused(400, "syntax_new"), Refused(403, "forbidden_new"),
        .. FailureKinds.SelectMany(kind => new[] { Waiting() with { NoAnswer = kind }, Open(null, kind), Waiting() with { NoAnswer = kind, Plan = PausedPlan } }),
        .. DeliveryFailures.Select(code => Ended(MessageState.Failed, code)),
        .. Enum.GetValues<PlanReadiness>().Select(readiness => Waiting() with { Plan = Plan with { Readiness = readiness } }),
        Waiting(MessageState.Expired), Waiting(MessageState.Cancelled), Open(null, null),
    ];

    public static IReadOnlyList<Explanation> AllTold { get; } =
    [
        .. All.Select(Explainer.Explain),
        .. HttpStatuses.Select(status => Explainer.ExplainAnswer(status, null, null, Plan)),
        .. ApiErrorCodes.All.Select(code => Explainer.ExplainAnswer(code.HttpStatus, code.Code, null, Plan)),
        .. FailureKinds.Select(kind => Explainer.ExplainAnswer(null, null, kind, Plan)),
    ];

    /// <summary>Every sentence of an explanation.</summary>
    public static string Whole(this Explanation told) => string.Join('\n', typeof(Explanation)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.PropertyType == typeof(string))
        .Select(property => property.GetValue(told))
        .Append(told.Next.Label));
}
