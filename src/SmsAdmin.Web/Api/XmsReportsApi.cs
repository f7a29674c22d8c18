using SmsAdmin.Core.Words;
using SmsAdmin.Core.Xms;

namespace SmsAdmin.Web.Api;

/// <summary>What Sinch clients read: what became of their batches, and what phones sent.</summary>
internal static class XmsReportsApi
{
    private const string Summary = "summary", Full = "full";

    public static void MapXmsReports(this IEndpointRouteBuilder routes, string root)
    {
        routes.MapResource(root + "/batches/{id}/delivery_report", ("GET", ApiScopes.MessagesRead, OfBatchAsync));
        routes.MapResource(root + "/batches/{id}/delivery_report/{recipient}", ("GET", ApiScopes.MessagesRead, OfRecipientAsync));
        routes.MapResource(root + "/delivery_reports", ("GET", ApiScopes.MessagesRead, ListAsync));
        routes.MapResource(root + "/inbounds", ("GET", ApiScopes.MessagesRead, InboundsAsync));
        routes.MapResource(root + "/inbounds/{id}", ("GET", ApiScopes.MessagesRead, InboundAsync));
    }

    private static async Task<IResult> OfBatchAsync(string id, HttpRequest request, Caller caller, XmsReportLog reports, CancellationToken ct)
    {
        var query = new XmsQuery(request.Query);
        var (type, filter) = (query.Text("type") ?? Summary, query.Reports());
        if (query.Error is { } error) return XmsAnswer.Refused(error);
        return XmsApi.IdOf(id) is { } batch && type is Summary or Full
            ? XmsAnswer.Of(await reports.OfBatchAsync(caller.Owner(), batch, type == Full, filter, ct))
            : XmsAnswer.NotThere;
    }

    private static async Task<IResult> OfRecipientAsync(string id, string recipient, Caller caller, XmsReportLog reports, CancellationToken ct) =>
        XmsApi.IdOf(id) is { } batch ? XmsAnswer.Of(await reports.OfRecipientAsync(caller.Owner(), batch, recipient, ct)) : XmsAnswer.NotThere;

    private static async Task<IResult> ListAsync(HttpRequest request, Caller caller, XmsReportLog reports, CancellationToken ct)
    {
        var query = new XmsQuery(request.Query);
        var (page, span, filter, reference) = (query.Page(), query.Span(), query.Reports(), query.Text("client_reference"));
        return query.Error is { } error ? XmsAnswer.Refused(error) : XmsAnswer.Of(await reports.ListAsync(caller.Owner(), page, span, filter, reference, ct));
    }

    private static async Task<IResult> InboundsAsync(HttpRequest request, Caller caller, XmsInbounds inbounds, CancellationToken ct)
    {
        var query = new XmsQuery(request.Query);
        var (page, span, to, reference) = (query.Page(), query.Span(), query.List("to"), query.Text("client_reference"));
        return query.Error is { } error ? XmsAnswer.Refused(error) : XmsAnswer.Of(await inbounds.ListAsync(caller.Owner(), page, span, to, reference, ct));
    }

    private static async Task<IResult> InboundAsync(string id, Caller caller, XmsInbounds inbounds, CancellationToken ct) =>
        id.Any(char.IsControl) ? XmsAnswer.NotThere : XmsAnswer.Of(await inbounds.FindAsync(caller.Owner(), id, ct));
}
