using System.Text.Json;
using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Sinch.Inbounds;
using SmsAdmin.Sandbox.Sinch.Plans;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Control;

/// <summary>The strings behind the scenes. Bodies must be JSON, so that a foreign page's form cannot pull them.</summary>
internal static class ControlEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/plans", (SandboxWorld world) => SandboxJson.Answer(world.Plans));
        endpoints.MapPost("/plans", PutPlan);
        endpoints.MapPost("/clock", ShiftDate);
        endpoints.MapPost("/callbacks", BlockCallbacks);
        endpoints.MapPost("/inbounds", Receive);
        endpoints.MapPost("/reset", Reset);
    }

    /// <summary>Makes a plan, or changes what the body names of one: <c>"token": null</c> revokes the token.</summary>
    private static IResult PutPlan(SandboxWorld world, JsonObject change)
    {
        var id = (string?)change["service_plan_id"];
        if (id is null || !Msisdn.IsSafeInPath(id))
            return Refused("service_plan_id is required: letters, digits, dashes and underscores.");
        var before = world.FindPlan(id)?.Settings ?? new PlanSettings { ServicePlanId = id };
        var after = JsonSerializer.SerializeToNode(before, SandboxJson.Options)!.AsObject();
        foreach (var (name, value) in change)
            after[name] = value?.DeepClone();
        PlanSettings settings;
        try
        {
            settings = after.Deserialize<PlanSettings>(SandboxJson.Options)!;
        }
        catch (JsonException fault)
        {
            return Refused(fault.Message);
        }
        if (!SandboxWorld.Regions.Contains(settings.Region))
            return Refused($"region must be one of {string.Join(", ", SandboxWorld.Regions)}.");
        if (settings.Rate < 0 || settings.DispatchedAfterMs < 0 || settings.FinalAfterMs < 0)
            return Refused("rate and delays cannot be negative.");
        world.Put(settings);
        return SandboxJson.Answer(settings);
    }

    private static IResult ShiftDate(SandboxWorld world, JsonObject change)
    {
        if (change["date_shift_seconds"]?.GetValueKind() != JsonValueKind.Number)
            return Refused("date_shift_seconds is required: a number.");
        world.DateShift = TimeSpan.FromSeconds((double)change["date_shift_seconds"]!);
        return SandboxJson.Answer(new { DateShiftSeconds = world.DateShift.TotalSeconds });
    }

    private static IResult BlockCallbacks(SandboxWorld world, JsonObject change)
    {
        if (change["blocked"]?.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
            return Refused("blocked is required: true or false.");
        var blocked = (bool)change["blocked"]!;
        foreach (var plan in world.Plans)
            world.Put(plan with { CallbacksBlocked = blocked });
        return SandboxJson.Answer(new { Blocked = blocked });
    }

    private static IResult Receive(SandboxWorld world, JsonElement body)
    {
        var fields = new JsonFields(body);
        fields.Require("service_plan_id");
        var id = fields.Text("service_plan_id");
        var inbound = InboundReader.Read(fields, world.Time.GetUtcNow());
        if (fields.Fault is { } fault)
            return Refused(fault.Text);
        if (world.FindPlan(id!) is not { } plan)
            return Refused($"There is no service plan '{id}'.");
        world.Receive(plan, inbound);
        return Results.Bytes(Answer.Bytes(inbound.Write), "application/json");
    }

    private static IResult Reset(SandboxWorld world, JsonObject _)
    {
        world.Reset();
        return Results.NoContent();
    }

    private static IResult Refused(string text) => Results.Json(new { text }, SandboxJson.Options, statusCode: StatusCodes.Status400BadRequest);
}
