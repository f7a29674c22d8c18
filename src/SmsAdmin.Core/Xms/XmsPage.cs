using Microsoft.EntityFrameworkCore;

namespace SmsAdmin.Core.Xms;

/// <summary>Which page of a list a client asks for.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Size">1 to 100.</param>
public sealed record XmsPage(int Number, int Size)
{
    public const int UsualSize = 30, LargestSize = 100;

    /// <summary>The rows of the page, and how many there are on all of them.</summary>
    internal async Task<(int Count, List<T> Rows)> TakeAsync<T>(IQueryable<T> newestFirst, CancellationToken ct)
    {
        var count = await newestFirst.CountAsync(ct);
        var first = (long)Number * Size;
        return (count, first >= count ? [] : await newestFirst.Skip((int)first).Take(Size).ToListAsync(ct));
    }
}

/// <summary>From when to when a list goes.</summary>
/// <param name="StartAt">Inclusive; null for a day ago.</param>
/// <param name="EndAt">Exclusive; null for no end.</param>
public sealed record XmsSpan(DateTimeOffset? StartAt, DateTimeOffset? EndAt)
{
    private static readonly TimeSpan UsualSpan = TimeSpan.FromHours(24);

    internal DateTimeOffset From(DateTimeOffset now) => StartAt ?? now - UsualSpan;

    internal DateTimeOffset Until => EndAt ?? DateTimeOffset.MaxValue;
}
