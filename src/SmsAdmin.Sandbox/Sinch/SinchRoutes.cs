using SmsAdmin.Sandbox.Sinch.Batches;
using SmsAdmin.Sandbox.Sinch.Groups;
using SmsAdmin.Sandbox.Sinch.Inbounds;
using SmsAdmin.Sandbox.Sinch.Reports;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch;

/// <summary>The contract's twenty operations: which path takes which verbs.</summary>
internal static class SinchRoutes
{
    public delegate ValueTask<Answer> Operation(SinchCall call);

    private static readonly Resource Batches = new("/batches",
        ("GET", Now(BatchEndpoints.List)), ("POST", SendEndpoint.SendAsync));

    private static readonly Resource DryRun = new("/batches/dry_run",
        ("POST", Now(DryRunEndpoint.Run)));

    private static readonly Resource Batch = new("/batches/{batch_id}",
        ("GET", Now(BatchEndpoints.Get)), ("POST", Now(BatchEndpoints.Update)),
        ("PUT", Now(BatchEndpoints.Replace)), ("DELETE", Now(BatchEndpoints.Cancel)));

    private static readonly Resource Feedback = new("/batches/{batch_id}/delivery_feedback",
        ("POST", Now(BatchEndpoints.Feedback)));

    private static readonly Resource BatchReport = new("/batches/{batch_id}/delivery_report",
        ("GET", Now(ReportEndpoints.OfBatch)));

    private static readonly Resource RecipientReport = new("/batches/{batch_id}/delivery_report/{recipient_msisdn}",
        ("GET", Now(ReportEndpoints.OfRecipient)));

    private static readonly Resource Reports = new("/delivery_reports",
        ("GET", Now(ReportEndpoints.List)));

    private static readonly Resource Inbounds = new("/inbounds",
        ("GET", Now(InboundEndpoints.List)));

    private static readonly Resource Inbound = new("/inbounds/{inbound_id}",
        ("GET", Now(InboundEndpoints.Get)));

    private static readonly Resource Groups = new("/groups",
        ("GET", Now(GroupEndpoints.List)), ("POST", Now(GroupEndpoints.Create)));

    private static readonly Resource Group = new("/groups/{group_id}",
        ("GET", Now(GroupEndpoints.Get)), ("POST", Now(GroupEndpoints.Update)),
        ("PUT", Now(GroupEndpoints.Replace)), ("DELETE", Now(GroupEndpoints.Delete)));

    private static readonly Resource Members = new("/groups/{group_id}/members",
        ("GET", Now(GroupEndpoints.Members)));

    public static Resource? Find(string[] segments) => segments switch
    {
        ["batches"] => Batches,
        ["batches", "dry_run"] => DryRun,
        ["batches", _] => Batch,
        ["batches", _, "delivery_feedback"] => Feedback,
        ["batches", _, "delivery_report"] => BatchReport,
        ["batches", _, "delivery_report", _] => RecipientReport,
        ["delivery_reports"] => Reports,
        ["inbounds"] => Inbounds,
        ["inbounds", _] => Inbound,
        ["groups"] => Groups,
        ["groups", _] => Group,
        ["groups", _, "members"] => Members,
        _ => null,
    };

    private static Operation Now(Func<SinchCall, Answer> operation) => call => ValueTask.FromResult(operation(call));

    internal sealed class Resource(string pattern, params (string Method, Operation Operation)[] operations)
    {
        public string Pattern { get; } = pattern;

        public string Allow { get; } = string.Join(", ", operations.Select(operation => operation.Method));

        public Operation? Find(string method) => Array.Find(operations, operation => operation.Method == method).Operation;
    }
}
