using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Messaging;

/// <summary>Tells that a phone sent us something.</summary>
public sealed class InboundFeed(Neighbours neighbours) : Feed(neighbours, "received");
