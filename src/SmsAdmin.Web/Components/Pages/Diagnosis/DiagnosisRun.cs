using SmsAdmin.Core.Diagnosis;

namespace SmsAdmin.Web.Components.Pages.Diagnosis;

/// <summary>One diagnosis as a page shows it while it walks.</summary>
public sealed class DiagnosisRun : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly List<DiagnosisStep> _steps = [];

    /// <summary>What it looks at, as far as no cause is found before.</summary>
    public IReadOnlyList<LookedAt> Planned { get; private set; } = [];

    public IReadOnlyList<DiagnosisStep> Steps => _steps;

    /// <summary>What is looked at now; null before and after.</summary>
    public LookedAt? Now { get; private set; }

    /// <summary>Null until it has ended.</summary>
    public Finding? Finding { get; private set; }

    public bool IsStopped => _left.IsCancellationRequested;

    /// <summary>Walks to the end, or until somebody stops it.</summary>
    /// <param name="begin">Gives the walk; null where there is nothing to diagnose.</param>
    /// <param name="changed">Shows what is new.</param>
    /// <returns>False where there is nothing to diagnose.</returns>
    public async Task<bool> GoAsync(Func<CancellationToken, Task<IAsyncEnumerable<Walked>?>> begin, Action changed)
    {
        ArgumentNullException.ThrowIfNull(begin);
        ArgumentNullException.ThrowIfNull(changed);
        var left = _left.Token;
        try
        {
            if (await begin(left) is not { } walk) return false;
            await foreach (var news in walk.WithCancellation(left))
            {
                Take(news);
                changed();
            }
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            Now = null;
        }

        return true;
    }

    public void Stop() => _left.Cancel();

    /// <summary>Whoever leaves the page ends it: nobody waits for the answers any more.</summary>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private void Take(Walked news)
    {
        switch (news)
        {
            case Walked.Planned planned:
                Planned = planned.Steps;
                break;
            case Walked.Asking asking:
                Now = asking.At;
                break;
            case Walked.Seen seen:
                _steps.Add(seen.Step);
                break;
            case Walked.Ended ended:
                (Now, Finding) = (null, ended.Finding);
                break;
        }
    }
}
