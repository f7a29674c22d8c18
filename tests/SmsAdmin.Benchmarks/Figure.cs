namespace SmsAdmin.Benchmarks;

/// <summary>One measured thing.</summary>
/// <param name="Of">Which of the letters, as "a".</param>
/// <param name="Target">What it is held against; empty where there is none.</param>
internal sealed record Figure(string Of, string What, string Measured, string Target);
