namespace SmsAdmin.Core.Data;

/// <summary>What a listener was given: disposed, it hears no more.</summary>
internal sealed class Subscription(Action end) : IDisposable
{
    public void Dispose() => end();
}
