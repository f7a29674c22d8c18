using System.Security.Cryptography;
using System.Text;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Components.Pages.Sending;

/// <summary>What stands in the form, and what can be said of it before anybody is asked. A change makes another press of it.</summary>
public sealed class SendDraft
{
    private readonly HashSet<string> _left = [];
    private PlanView _plan;
    private string _to;
    private string _otherSender = "";
    private bool _usesOtherSender;
    private string _text = "";

    public SendDraft(PlanView plan, string? to)
    {
        _plan = plan;
        _to = to ?? "";
        _usesOtherSender = plan.Sender is null;
        Analysis = SmsText.Analyse(_text);
        if (_to.Length > 0) Leave("to");
    }

    /// <summary>Until it has become a message. A browser keeps it with what was typed, so that the form is the same one after the server was lost.</summary>
    public Guid FormId { get; private set; } = Guid.CreateVersion7();

    /// <summary>The same until something in the form changes: however often it is pressed, it is one message.</summary>
    public Guid PressId => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{FormId}\n{Plan.Id}\n{To}\n{From}\n{Text}")).AsSpan(0, 16));

    /// <summary>This very form has become a message.</summary>
    public bool IsSent { get; private set; }

    public PlanView Plan
    {
        get => _plan;
        set => Change(ref _plan, value);
    }

    public string To
    {
        get => _to;
        set => Change(ref _to, value ?? "");
    }

    public bool UsesOtherSender
    {
        get => _usesOtherSender;
        set => Change(ref _usesOtherSender, value);
    }

    public string OtherSender
    {
        get => _otherSender;
        set => Change(ref _otherSender, value ?? "");
    }

    public string Text
    {
        get => _text;
        set
        {
            Change(ref _text, value ?? "");
            Analysis = SmsText.Analyse(_text);
        }
    }

    public TextAnalysis Analysis { get; private set; }

    /// <summary>Null for the plan's own.</summary>
    public string? From => UsesOtherSender ? OtherSender : null;

    public PhoneNumber? Number => Recipients.Read(To, From, Plan).To;

    public SenderId? Sender => Recipients.Read(To, From, Plan).From;

    /// <summary>A trial plan sends to verified numbers only, and this is none of them.</summary>
    public bool IsUnverifiedOnTrial =>
        Plan.Kind == PlanKind.Trial && Number is { } number && !PlanFacts.Of(Plan).HasVerified(number);

    /// <summary>Everything that keeps it from being sent, as it stands now.</summary>
    public IReadOnlyList<FieldFault> Faults =>
        Recipients.TextFault(Text) is { } fault ? [.. Recipients.Read(To, From, Plan).Faults, fault] : Recipients.Read(To, From, Plan).Faults;

    /// <summary>What is wrong with a field, once the reader has left it: a half-typed number is no fault yet.</summary>
    public FieldFault? FaultOf(string field) => _left.Contains(field) ? Faults.FirstOrDefault(fault => fault.Field == field) : null;

    public void Leave(string field) => _left.Add(field);

    /// <summary>Shows every fault there is; true when there is one.</summary>
    public bool ShowFaults()
    {
        _left.UnionWith(["to", "from", "text"]);
        return Faults.Count > 0;
    }

    /// <summary>That press became a message. A form that has changed since is another.</summary>
    public void Sent(Guid? press)
    {
        IsSent = press == PressId;
        if (IsSent) FormId = Guid.CreateVersion7();
    }

    /// <summary>The same form as another press, nothing of it lost.</summary>
    public void Another() => IsSent = false;

    /// <summary>It is the form that a browser kept; what is no id is left alone.</summary>
    public void Resume(string? formId)
    {
        if (Guid.TryParse(formId, out var kept)) FormId = kept;
    }

    public NewMessage ToMessage() => new(Plan.Id, To, From, Text, Lane.Test, Origin.Console, PressId);

    private void Change<T>(ref T field, T value)
    {
        if (EqualityComparer<T>.Default.Equals(field, value)) return;
        field = value;
        Another();
    }
}
