namespace SmsAdmin.Core.Words;

/// <summary>Something in the request that has to change first.</summary>
/// <param name="Field">The field's name, as <c>to</c> or <c>text</c>.</param>
/// <param name="Says">What is wrong and what to do, to the reader.</param>
/// <param name="Mend">A value that would be right, offered with a click; or null.</param>
public sealed record FieldFault(string Field, string Says, string? Mend = null);
