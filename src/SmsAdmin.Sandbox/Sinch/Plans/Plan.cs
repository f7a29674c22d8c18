using SmsAdmin.Sandbox.Sinch.Batches;
using SmsAdmin.Sandbox.Sinch.Delivery;
using SmsAdmin.Sandbox.Sinch.Groups;
using SmsAdmin.Sandbox.Sinch.Inbounds;

namespace SmsAdmin.Sandbox.Sinch.Plans;

/// <summary>A service plan and all that is its own. <see cref="Gate"/> guards everything in it but the settings.</summary>
internal sealed class Plan(PlanSettings settings)
{
    private volatile PlanSettings _settings = settings;
    private int _outstanding;
    private DateOnly _day;
    private int _sentToday;

    public Lock Gate { get; } = new();

    public PlanSettings Settings
    {
        get => _settings;
        set => _settings = value;
    }

    public BatchBook Batches { get; } = new();
    public FinishedMessages Finished { get; } = new();
    public GroupBook Groups { get; } = new();
    public InboundBook Inbounds { get; } = new();
    public PlanQueue Queue { get; } = new();

    /// <summary>Takes one of the places for requests at once; false when all are taken.</summary>
    public bool TryEnter()
    {
        var taken = Interlocked.Increment(ref _outstanding);
        var most = _settings.MaxOutstanding;
        if (most == 0 || taken <= most)
            return true;
        Interlocked.Decrement(ref _outstanding);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _outstanding);

    /// <summary>Uses one of the day's messages; false when the day's limit is reached.</summary>
    public bool TrySpendDaily(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        if (day != _day)
            (_day, _sentToday) = (day, 0);
        if (_settings.DailyLimit > 0 && _sentToday >= _settings.DailyLimit)
            return false;
        _sentToday++;
        return true;
    }
}
