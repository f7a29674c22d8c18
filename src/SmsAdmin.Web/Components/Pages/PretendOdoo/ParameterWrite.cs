namespace SmsAdmin.Web.Components.Pages.PretendOdoo;

/// <summary>A system parameter to be written in a user's name; a null <paramref name="Value"/> deletes it.</summary>
public sealed record ParameterWrite(string Login, string Key, string? Value);
