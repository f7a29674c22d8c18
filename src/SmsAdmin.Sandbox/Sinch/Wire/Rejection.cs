namespace SmsAdmin.Sandbox.Sinch.Wire;

/// <summary>Why a request is refused, in the contract's usual shape <c>{code,text}</c>.</summary>
internal sealed record Rejection(int Http, string Code, string Text)
{
    public static Rejection InvalidJson(string text) => new(400, "syntax_invalid_json", text);

    public static Rejection InvalidFormat(string text) => new(400, "syntax_invalid_parameter_format", text);

    public static Rejection Constraint(string text) => new(400, "syntax_constraint_violation", text);

    public static Rejection UnknownGroup(string id) => new(403, "unknown_group", $"The group '{id}' does not exist or has been deleted.");

    public static Rejection MissingCallbackUrl { get; } = new(403, "missing_callback_url",
        "A delivery report was requested, but neither the batch nor the service plan has a callback URL.");

    public static Rejection BlockedAccount { get; } = new(403, "blocked_account", "The account is blocked.");

    public static Rejection AlreadyDispatched { get; } = new(403, "batch_already_dispatched",
        "The batch has already been dispatched or canceled and cannot be changed.");

    public static Rejection ConflictGroupName(string name) => new(403, "conflict_group_name", $"A group named '{name}' already exists.");

    public Answer ToAnswer() => Answer.Json(Http, json =>
    {
        json.WriteStartObject();
        json.WriteString("code", Code);
        json.WriteString("text", Text);
        json.WriteEndObject();
    });
}
