using SmsAdmin.Core.Messaging;

namespace SmsAdmin.Core.Xms;

/// <summary>Changes to a batch that has not gone out. Source: XMS update batch.</summary>
/// <param name="Over">What it asks for afterwards, of what it asked for before; but for its recipients.</param>
/// <param name="IsBinary">The type that the client says it has; null where it says none.</param>
/// <param name="Added">Numbers as the client wrote them.</param>
/// <param name="Removed">Numbers as the client wrote them.</param>
public sealed record BatchChange(Func<BatchOrder, BatchOrder> Over, bool? IsBinary, IReadOnlyList<string> Added, IReadOnlyList<string> Removed);
