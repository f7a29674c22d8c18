using System.Text;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Diagnosis;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Components.Pages.Diagnosis;

/// <summary>A finding in plain lines, fit for a ticket: the recipient masked whoever copies it, no text, no secret.</summary>
public static class FindingText
{
    /// <param name="to">The recipient; null where it is about a plan.</param>
    public static string Of(Finding finding, PhoneNumber? to)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var lines = new StringBuilder().Append(finding.Title).Append("\n\n");
        Line("Why", finding.Why);
        Line("What to do", finding.WhatToDo);
        Line("Concerns", finding.Concerns);
        foreach (var code in finding.Codes) Line(code.Space.Title(), code.Value);
        Line("Finding", finding.Code);
        // A ticket goes to everybody.
        return to is null ? lines.ToString() : Masking.InText(lines.ToString(), to);

        void Line(string label, string value) => lines.Append(label).Append(": ").Append(value).Append('\n');
    }
}
