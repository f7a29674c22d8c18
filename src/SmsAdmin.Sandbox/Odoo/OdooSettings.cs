namespace SmsAdmin.Sandbox.Odoo;

/// <summary>How one Odoo server is made to behave. All off: as recorded.</summary>
public sealed record OdooSettings
{
    /// <summary><c>503</c> answers every request so; <c>abort</c> breaks every connection; null is up.</summary>
    public string? Down { get; init; }

    /// <summary>Every request is led there by <see cref="RedirectStatus"/>: a base URL, to which the path is added.</summary>
    public string? RedirectTo { get; init; }

    /// <summary>301, 302, 303, 307 or 308.</summary>
    public int RedirectStatus { get; init; } = 301;

    /// <summary>Every request is answered with this alone, as by something that is no Odoo, or by Odoo Online's plan check.</summary>
    public OdooAnswer? Answer { get; init; }

    /// <summary>Every answer comes so much later.</summary>
    public int DelayMs { get; init; }

    /// <summary>While true a scheduled action runs, and module operations are refused.</summary>
    public bool Busy { get; init; }

    /// <summary>How long an install takes; the module's state is <c>to install</c> meanwhile.</summary>
    public int InstallDelayMs { get; init; }

    /// <summary>Whether the four mends lie on disk with which ipai_sms_gateway installs. Seen after "update the list".</summary>
    public bool Patched { get; init; }

    /// <summary>False: db.list answers Access Denied.</summary>
    public bool ListDb { get; init; } = true;

    /// <summary>Whether the version string is Enterprise's.</summary>
    public bool Enterprise { get; init; }
}

/// <summary>A fixed answer.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Such as <c>text/html</c>.</param>
/// <param name="Body">The text of the body.</param>
public sealed record OdooAnswer(int Status, string ContentType = "text/html; charset=utf-8", string Body = "");
