using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace SmsAdmin.Web.Components.Shared;

/// <summary>Prose that may hold phone numbers, which do not break at the end of a line. Its text is exactly what it was given.</summary>
public sealed partial class Sentence : ComponentBase
{
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var from = 0;
        foreach (Match number in Number().Matches(Text))
        {
            builder.AddContent(0, Text[from..number.Index]);
            builder.OpenElement(1, "span");
            builder.AddAttribute(2, "class", "nowrap");
            builder.AddContent(3, number.Value);
            builder.CloseElement();
            from = number.Index + number.Length;
        }

        builder.AddContent(4, Text[from..]);
    }

    // Grouped, whole or masked: +46 70 174 06 05, +1 201-•••-••00.
    [GeneratedRegex(@"\+\d[\d•]*(?:[ -][\d•]+)+")]
    private static partial Regex Number();
}
