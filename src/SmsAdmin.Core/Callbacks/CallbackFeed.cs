using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Callbacks;

/// <summary>Tells that something was posted outward, or tried.</summary>
public sealed class CallbackFeed(Neighbours neighbours) : Feed(neighbours, "outward");
