using Microsoft.AspNetCore.Connections.Features;
using SmsAdmin.Sandbox.Sinch.Magic;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch.Batches;

/// <summary>Takes a batch in, unless one of its recipients is a magic number for trouble.</summary>
internal static class SendEndpoint
{
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterCallerLeft = TimeSpan.FromSeconds(2);

    // Longer than any caller's patience, short enough that a forgotten connection ends
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    public static ValueTask<Answer> SendAsync(SinchCall call)
    {
        var fields = call.Fields;
        var content = BatchReader.ReadWhole(fields);
        if ((fields.Fault ?? BatchRules.Check(content, call.Plan.Settings, call.Now)) is { } fault)
            return ValueTask.FromResult(fault.ToAnswer());
        var trouble = MagicNumbers.FaultOf(content.To);
        return trouble is not null && Strikes(call, content, trouble)
            ? TroubleAsync(call, content, trouble)
            : AcceptAsync(call, content);
    }

    private static bool Strikes(SinchCall call, BatchContent content, Fault trouble) =>
        call.World.Faults.Strikes(trouble, call.Plan.Settings.ServicePlanId, content.ClientReference ?? string.Join(',', content.To));

    private static ValueTask<Answer> AcceptAsync(SinchCall call, BatchContent content)
    {
        var plan = call.Plan;
        var now = call.World.Time.GetUtcNow();
        var batch = new Batch(plan, Ulid.NewUlid(now).ToString(), content, now);
        lock (plan.Gate)
        {
            if (BatchRules.CheckAllowed(content, plan) is { } refusal)
                return ValueTask.FromResult(refusal.ToAnswer());
            plan.Batches.Add(batch);
        }
        // Written before the courier has it: a created batch is not changed yet
        var answer = Answer.Json(201, json => BatchJson.Write(json, batch));
        call.World.Courier.Accept(batch);
        return content.To.Any(recipient => MagicNumbers.Find(recipient)?.Fate?.Course == Course.ReceiptBeforeAnswer)
            ? AfterReceiptAsync(call, batch, answer)
            : ValueTask.FromResult(answer);
    }

    private static async ValueTask<Answer> AfterReceiptAsync(SinchCall call, Batch batch, Answer answer)
    {
        await call.World.Courier.DeliverBeforeAnswerAsync(batch);
        return answer;
    }

    private static async ValueTask<Answer> TroubleAsync(SinchCall call, BatchContent content, Fault trouble)
    {
        if (trouble.Accepts)
            await AcceptAsync(call, content);
        var callerLeft = call.Http.RequestAborted;
        switch (trouble.Kind)
        {
            case FaultKind.Answer or FaultKind.AcceptThenAnswer:
                return trouble.Answer!;
            case FaultKind.SlowAnswer:
                await Task.Delay(SlowAnswer, call.World.Time, CancellationToken.None);
                return await AcceptAsync(call, content);
            case FaultKind.AcceptAfterCallerLeft:
                await WaitAsync(Silence, call.World.Time, callerLeft);
                await Task.Delay(AfterCallerLeft, call.World.Time, CancellationToken.None);
                return await AcceptAsync(call, content);
            case FaultKind.Silence or FaultKind.AcceptThenSilence:
                await WaitAsync(Silence, call.World.Time, callerLeft);
                break;
        }
        Reset(call.Http);
        return Answer.Gone;
    }

    private static async Task WaitAsync(TimeSpan time, TimeProvider clock, CancellationToken untilLeft) =>
        await Task.Delay(time, clock, untilLeft).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static void Reset(HttpContext http)
    {
        if (http.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
            socket.LingerState = new System.Net.Sockets.LingerOption(true, 0);
        http.Abort();
    }
}
