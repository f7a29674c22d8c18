using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>
/// Moves messages along their walk. Each move is one guarded statement with its timeline entry in one transaction:
/// where the guard does not hold, somebody else was first and nothing is written. A code's text goes with its end. What a sender or a look-up decides
/// also names the claim that it saw: a message that was claimed anew meanwhile is no longer its to decide about.
/// </summary>
public sealed class MessageMoves
{
    private readonly MoveWriter _writer;
    private readonly ChangeFeed _feed;
    private readonly TimeProvider _clock;

    private readonly Meters _meters;

    internal MessageMoves(MoveWriter writer, ChangeFeed feed, Meters meters, TimeProvider clock) => (_writer, _feed, _meters, _clock) = (writer, feed, meters, clock);

    /// <summary>Sinch took it, or was found to have taken it. A receipt may have been faster: then only the batch id is added.</summary>
    public async Task<bool> AcceptedAsync(Message message, string batchId, MessageEvent step)
    {
        var moved = await MoveAsync(Accepted(message, batchId, step));
        if (moved && !message.IsTest) _meters.Sent(message.PlanId, message.Lane, step.At - (message.CountedAt ?? message.CreatedAt));
        return moved;
    }

    private static Move Accepted(Message message, string batchId, MessageEvent step) => new(
        message, MessageState.Accepted,
        """
        UPDATE "Messages" SET "State" = CASE WHEN "State" < 2 THEN 2 ELSE "State" END, "BatchId" = $2, "HttpStatus" = $3, "ApiErrorCode" = NULL,
        "NoAnswer" = NULL, "OutcomeUnknown" = FALSE, "AcceptedAt" = COALESCE("AcceptedAt", $4), "LeasedUntil" = NULL, "ChangedAt" = $4
        WHERE "Id" = $1
        """,
        [message.Id, batchId, step.HttpStatus, step.At], step);

    /// <summary>Ends a message that never went out: refused for good, or past its deadline. Its quota is given back.</summary>
    public Task<bool> EndedAsync(Message message, MessageState end, PlanLimits plan, MessageEvent step) => MoveAsync(new(
        message, end,
        """
        UPDATE "Messages" SET "State" = $3, "HttpStatus" = $4, "ApiErrorCode" = $5, "NoAnswer" = NULL, "OutcomeUnknown" = FALSE, "FinalAt" = $6,
        "CountedAt" = NULL, "LeasedUntil" = NULL, "ChangedAt" = $6, "TextCipher" = CASE WHEN "Lane" = 0 THEN NULL ELSE "TextCipher" END
        WHERE "Id" = $1 AND "State" < 2 AND "Claims" = $2 AND "CountedAt" IS NOT DISTINCT FROM $7
        """,
        // Counted meanwhile, it is for whoever reads it anew: or its quota would not be given back.
        [message.Id, message.Claims, end, step.HttpStatus, step.ApiErrorCode, step.At, message.CountedAt], step, plan));

    /// <summary>Takes a message out of the queue because a person wants it so; one that is being sent stays. Its quota is given back.</summary>
    public Task<bool> CancelledAsync(Message message, PlanLimits plan, MessageEvent step, AuditEntry? audit = null) => MoveAsync(new(
        message, MessageState.Cancelled,
        """
        UPDATE "Messages" SET "State" = 9, "FinalAt" = $3, "CountedAt" = NULL, "LeasedUntil" = NULL, "ChangedAt" = $3,
        "TextCipher" = CASE WHEN "Lane" = 0 THEN NULL ELSE "TextCipher" END
        WHERE "Id" = $1 AND "State" = 0 AND "Claims" = $2 AND "CountedAt" IS NOT DISTINCT FROM $4
        """,
        [message.Id, message.Claims, step.At, message.CountedAt], step, plan, audit));

    /// <summary>Back into the queue: certainly not accepted, to be tried again at <paramref name="dueAt"/>.</summary>
    public Task<bool> AgainAsync(Message message, DateTimeOffset dueAt, string? noAnswer, MessageEvent step) => MoveAsync(new(
        message, MessageState.Queued,
        """
        UPDATE "Messages" SET "State" = 0, "HttpStatus" = $3, "ApiErrorCode" = $4, "NoAnswer" = $5, "OutcomeUnknown" = FALSE, "AbsentCount" = 0,
        "UnknownSince" = NULL, "DueAt" = $6, "LeasedUntil" = NULL, "ChangedAt" = $7
        WHERE "Id" = $1 AND "State" = 1 AND "Claims" = $2
        """,
        [message.Id, message.Claims, step.HttpStatus, step.ApiErrorCode, noAnswer, dueAt, step.At], step));

    /// <summary>Puts a claimed message back untouched: its plan has paused meanwhile, or its claim is too old to be sent under.</summary>
    public Task<bool> ReleaseAsync(Message message) => MoveAsync(new(
        message, MessageState.Queued,
        """
        UPDATE "Messages" SET "State" = 0, "LeasedUntil" = NULL, "Attempts" = "Attempts" - 1, "ChangedAt" = $3
        WHERE "Id" = $1 AND "State" = 1 AND NOT "OutcomeUnknown" AND "Claims" = $2
        """,
        [message.Id, message.Claims, _clock.GetUtcNow()], null));

    /// <summary>Nobody knows whether Sinch has it: to be looked up at <paramref name="dueAt"/> before anything is sent again.</summary>
    public Task<bool> UnknownAsync(Message message, DateTimeOffset since, DateTimeOffset dueAt, string? noAnswer, MessageEvent step) => MoveAsync(new(
        message, MessageState.Sending,
        """
        UPDATE "Messages" SET "HttpStatus" = $3, "ApiErrorCode" = $4, "NoAnswer" = $5, "OutcomeUnknown" = TRUE, "AbsentCount" = 0,
        "UnknownSince" = $6, "DueAt" = $7, "LeasedUntil" = NULL, "ChangedAt" = $8
        WHERE "Id" = $1 AND "State" = 1 AND "Claims" = $2
        """,
        [message.Id, message.Claims, step.HttpStatus, step.ApiErrorCode, noAnswer, since, dueAt, step.At], step));

    /// <summary>Sinch does not know it, or could not be asked: looked up again at <paramref name="dueAt"/>.</summary>
    /// <param name="message">As it was read for the look-up.</param>
    /// <param name="times">How often Sinch said so, this time included.</param>
    /// <param name="dueAt">Not before this.</param>
    /// <param name="step">What is written down.</param>
    public Task<bool> AbsentAsync(Message message, int times, DateTimeOffset dueAt, MessageEvent step) => MoveAsync(new(
        message, MessageState.Sending,
        """
        UPDATE "Messages" SET "AbsentCount" = $3, "DueAt" = $4, "ChangedAt" = $5
        WHERE "Id" = $1 AND "State" = 1 AND "OutcomeUnknown" AND "Claims" = $2
        """,
        [message.Id, message.Claims, times, dueAt, step.At], step));

    /// <summary>A receipt's word, in whatever order it comes: only what lies ahead moves the message.</summary>
    public Task<bool> StatusAsync(Message message, MessageState to, string? batchId, MessageEvent step) => MoveAsync(new(
        message, to,
        // The states are numbered in the order of the walk, and every end is the last step.
        """
        UPDATE "Messages" SET "State" = $2, "DeliveryCode" = $4, "BatchId" = COALESCE("BatchId", $5), "OutcomeUnknown" = FALSE, "NoAnswer" = NULL,
        "AcceptedAt" = COALESCE("AcceptedAt", $6), "FinalAt" = COALESCE($7, "FinalAt"), "LeasedUntil" = NULL, "ChangedAt" = $6,
        "TextCipher" = CASE WHEN "Lane" = 0 AND $2 >= 4 THEN NULL ELSE "TextCipher" END
        WHERE "Id" = $1 AND "State" < $3
        """,
        [message.Id, to, to.IsFinal() ? MessageState.Delivered : to, step.DeliveryCode, batchId, step.At, to.IsFinal() ? step.At : null], step));

    private async Task<bool> MoveAsync(Move move)
    {
        if (!await _writer.CommitAsync(move)) return false;
        var message = move.Message;
        if (move.To.IsFinal() && !message.IsTest) _meters.Final(message.PlanId, message.Lane, move.To, move.Step?.DeliveryCode, _clock.GetUtcNow() - (message.CountedAt ?? message.CreatedAt));
        _feed.Announce(new MessageChange(message.Id, message.PlanId, move.To));
        return true;
    }
}
