using System.Text.Json.Serialization.Metadata;

namespace SmsAdmin.Core.Sinch;

/// <summary>
/// Sinch's SMS REST API (XMS) in its own words: every call is sent once and its outcome is a value. Service plan and
/// token are the endpoint's, so one client serves all plans. Source: the XMS reference at developers.sinch.com.
/// </summary>
public sealed class SinchClient
{
    private readonly SinchWire _wire;

    internal SinchClient(SinchWire wire) => _wire = wire;

    /// <summary>Queues a batch at Sinch. It is not idempotent: see <see cref="SinchResult{T}.LeavesOutcomeOpen"/>.</summary>
    public Task<SinchResult<Batch>> SendAsync(SinchEndpoint endpoint, SendBatch batch, CancellationToken ct) =>
        _wire.CallAsync(endpoint, HttpMethod.Post, endpoint.Batches, SinchWire.Body(batch, SinchJson.Wire.SendBatch), SinchJson.Wire.Batch, null, ct);

    /// <summary>Counts recipients and parts without sending.</summary>
    /// <param name="endpoint">The service plan.</param>
    /// <param name="batch">As it would be sent.</param>
    /// <param name="recipients">How many recipients to detail, up to 1,000; none for the totals alone.</param>
    /// <param name="ct">Ends the call.</param>
    public Task<SinchResult<DryRun>> DryRunAsync(SinchEndpoint endpoint, SendBatch batch, int recipients, CancellationToken ct)
    {
        var query = new QueryString().Add("per_recipient", recipients > 0 ? "true" : null).Add("number_of_recipients", recipients > 0 ? recipients : null);
        return PostAsync(endpoint, $"/batches/dry_run{query}", SinchWire.Body(batch, SinchJson.Wire.SendBatch), SinchJson.Wire.DryRun, ct);
    }

    public Task<SinchResult<BatchPage>> ListBatchesAsync(SinchEndpoint endpoint, BatchQuery query, CancellationToken ct) =>
        GetAsync(endpoint, $"/batches{query.Write()}", SinchJson.Wire.BatchPage, ct);

    public Task<SinchResult<Batch>> GetBatchAsync(SinchEndpoint endpoint, string batchId, CancellationToken ct) =>
        GetAsync(endpoint, $"/batches/{Id(batchId)}", SinchJson.Wire.Batch, ct);

    /// <summary>Changes some fields of a batch that is not dispatched yet; afterwards Sinch refuses with <c>batch_already_dispatched</c>.</summary>
    public Task<SinchResult<Batch>> UpdateBatchAsync(SinchEndpoint endpoint, string batchId, UpdateBatch changes, CancellationToken ct) =>
        PostAsync(endpoint, $"/batches/{Id(batchId)}", SinchWire.Body(changes, SinchJson.Wire.UpdateBatch), SinchJson.Wire.Batch, ct);

    /// <summary>Puts another batch in its place under the same id; fields left out go back to Sinch's defaults.</summary>
    public Task<SinchResult<Batch>> ReplaceBatchAsync(SinchEndpoint endpoint, string batchId, SendBatch batch, CancellationToken ct) =>
        PutAsync(endpoint, $"/batches/{Id(batchId)}", SinchWire.Body(batch, SinchJson.Wire.SendBatch), SinchJson.Wire.Batch, ct);

    /// <summary>Stops what is not delivered yet; some messages may go out all the same.</summary>
    public Task<SinchResult<Batch>> CancelBatchAsync(SinchEndpoint endpoint, string batchId, CancellationToken ct) =>
        DeleteAsync(endpoint, $"/batches/{Id(batchId)}", SinchJson.Wire.Batch, ct);

    /// <summary>Tells Sinch who received the message. 404 also when the batch was sent without <c>feedback_enabled</c>.</summary>
    public Task<SinchResult<Nothing>> SendFeedbackAsync(SinchEndpoint endpoint, string batchId, DeliveryFeedback feedback, CancellationToken ct) =>
        PostAsync<Nothing>(endpoint, $"/batches/{Id(batchId)}/delivery_feedback", SinchWire.Body(feedback, SinchJson.Wire.DeliveryFeedback), null, ct);

    public Task<SinchResult<BatchReport>> GetReportAsync(SinchEndpoint endpoint, string batchId, ReportQuery query, CancellationToken ct) =>
        GetAsync(endpoint, $"/batches/{Id(batchId)}/delivery_report{query.Write()}", SinchJson.Wire.BatchReport, ct);

    /// <summary>The receipt of one recipient. 404 when the batch is unknown or the number is not in it.</summary>
    public Task<SinchResult<RecipientReport>> GetRecipientReportAsync(SinchEndpoint endpoint, string batchId, string recipient, CancellationToken ct) =>
        GetAsync(endpoint, $"/batches/{Id(batchId)}/delivery_report/{Id(recipient)}", SinchJson.Wire.RecipientReport, ct);

    public Task<SinchResult<RecipientReportPage>> ListReportsAsync(SinchEndpoint endpoint, ReportListQuery query, CancellationToken ct) =>
        GetAsync(endpoint, $"/delivery_reports{query.Write()}", SinchJson.Wire.RecipientReportPage, ct);

    public Task<SinchResult<InboundPage>> ListInboundsAsync(SinchEndpoint endpoint, InboundQuery query, CancellationToken ct) =>
        GetAsync(endpoint, $"/inbounds{query.Write()}", SinchJson.Wire.InboundPage, ct);

    public Task<SinchResult<Inbound>> GetInboundAsync(SinchEndpoint endpoint, string inboundId, CancellationToken ct) =>
        GetAsync(endpoint, $"/inbounds/{Id(inboundId)}", SinchJson.Wire.Inbound, ct);

    public Task<SinchResult<Group>> CreateGroupAsync(SinchEndpoint endpoint, GroupContent group, CancellationToken ct) =>
        PostAsync(endpoint, "/groups", SinchWire.Body(group, SinchJson.Wire.GroupContent), SinchJson.Wire.Group, ct);

    /// <param name="endpoint">The service plan.</param>
    /// <param name="page">From 0.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="ct">Ends the call.</param>
    public Task<SinchResult<GroupPage>> ListGroupsAsync(SinchEndpoint endpoint, int? page, int? pageSize, CancellationToken ct) =>
        GetAsync(endpoint, $"/groups{new QueryString().Add("page", page).Add("page_size", pageSize)}", SinchJson.Wire.GroupPage, ct);

    public Task<SinchResult<Group>> GetGroupAsync(SinchEndpoint endpoint, string groupId, CancellationToken ct) =>
        GetAsync(endpoint, $"/groups/{Id(groupId)}", SinchJson.Wire.Group, ct);

    public Task<SinchResult<Group>> UpdateGroupAsync(SinchEndpoint endpoint, string groupId, UpdateGroup changes, CancellationToken ct) =>
        PostAsync(endpoint, $"/groups/{Id(groupId)}", SinchWire.Body(changes, SinchJson.Wire.UpdateGroup), SinchJson.Wire.Group, ct);

    public Task<SinchResult<Group>> ReplaceGroupAsync(SinchEndpoint endpoint, string groupId, GroupContent group, CancellationToken ct) =>
        PutAsync(endpoint, $"/groups/{Id(groupId)}", SinchWire.Body(group, SinchJson.Wire.GroupContent), SinchJson.Wire.Group, ct);

    public Task<SinchResult<Nothing>> DeleteGroupAsync(SinchEndpoint endpoint, string groupId, CancellationToken ct) =>
        DeleteAsync<Nothing>(endpoint, $"/groups/{Id(groupId)}", null, ct);

    /// <summary>The numbers of a group, all at once.</summary>
    public Task<SinchResult<IReadOnlyList<string>>> ListMembersAsync(SinchEndpoint endpoint, string groupId, CancellationToken ct) =>
        GetAsync(endpoint, $"/groups/{Id(groupId)}/members", SinchJson.Wire.IReadOnlyListString, ct);

    /// <summary>Asks for one batch, which changes nothing, to see whether plan, token and host fit together.</summary>
    public async Task<CredentialCheck> VerifyAsync(SinchEndpoint endpoint, CancellationToken ct) =>
        CredentialCheck.Of(await ListBatchesAsync(endpoint, new BatchQuery { PageSize = 1 }, ct));

    private Task<SinchResult<T>> GetAsync<T>(SinchEndpoint endpoint, string path, JsonTypeInfo<T> expected, CancellationToken ct) =>
        _wire.CallAsync(endpoint, HttpMethod.Get, endpoint.At(path), null, expected, null, ct);

    private Task<SinchResult<T>> PostAsync<T>(SinchEndpoint endpoint, string path, byte[] body, JsonTypeInfo<T>? expected, CancellationToken ct) =>
        _wire.CallAsync(endpoint, HttpMethod.Post, endpoint.At(path), body, expected, null, ct);

    private Task<SinchResult<T>> PutAsync<T>(SinchEndpoint endpoint, string path, byte[] body, JsonTypeInfo<T> expected, CancellationToken ct) =>
        _wire.CallAsync(endpoint, HttpMethod.Put, endpoint.At(path), body, expected, null, ct);

    private Task<SinchResult<T>> DeleteAsync<T>(SinchEndpoint endpoint, string path, JsonTypeInfo<T>? expected, CancellationToken ct) =>
        _wire.CallAsync(endpoint, HttpMethod.Delete, endpoint.At(path), null, expected, null, ct);

    // An empty id or one of dots would name another resource than the one meant.
    private static string Id(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return id is "." or ".." ? throw new ArgumentException("Not an id.", nameof(id)) : Uri.EscapeDataString(id);
    }
}
