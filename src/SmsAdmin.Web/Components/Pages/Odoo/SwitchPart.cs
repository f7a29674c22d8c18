using Microsoft.AspNetCore.Components;
using MudBlazor;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Components.Pages.Credentials;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Odoo;

/// <summary>One way in which an Odoo is led to us, with its switch: how it stands, what is being done, and what came of that.</summary>
public abstract class SwitchPart<TView> : LivePart
    where TView : class
{
    private static readonly TimeSpan Gathered = TimeSpan.FromMilliseconds(300);
    private Guid _shown;

    [Inject]
    protected IDialogService Dialogs { get; set; } = null!;

    [Inject]
    protected CallbackFeed Posts { get; set; } = null!;

    [Parameter, EditorRequired]
    public ConnectionView Connection { get; set; } = null!;

    [Parameter]
    public bool IsAdmin { get; set; }

    /// <summary>Who presses here.</summary>
    [Parameter, EditorRequired]
    public Actor Actor { get; set; } = null!;

    /// <summary>How it stands; null before it was read.</summary>
    protected TView? View { get; private set; }

    /// <summary>What is being done, as its button says; null while nothing is.</summary>
    protected string? Doing { get; private set; }

    /// <summary>What came of the last deed; null where it was of another connection.</summary>
    protected Told? Told { get; private set; }

    protected bool IsBusy => Doing is not null;

    /// <summary>What tells that the traffic went on.</summary>
    protected virtual Func<Action, IDisposable>[] Traffic => [Posts.Listen];

    /// <summary>Reads how it stands. Odoo is not asked.</summary>
    protected abstract Task<TView?> ReadAsync();

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != Connection.Id) Told = null;
        _shown = Connection.Id;
        View = await ReadAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) Watch(LookAsync, Gathered, Traffic);
    }

    protected async Task DoAsync(string doing, Func<Task<Told>> deed)
    {
        ArgumentNullException.ThrowIfNull(deed);
        (Doing, Told) = (doing, null);
        try
        {
            Told = await deed();
        }
        finally
        {
            Doing = null;
        }

        View = await ReadAsync();
    }

    private async Task LookAsync()
    {
        View = await ReadAsync();
        StateHasChanged();
    }
}
