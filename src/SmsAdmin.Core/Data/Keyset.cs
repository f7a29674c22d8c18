using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Data;

/// <summary>A page of rows, newest first, with the keys of its neighbours; null where there is none.</summary>
internal sealed record KeysetPage<TRow>(IReadOnlyList<TRow> Rows, Guid? Older, Guid? Newer);

/// <summary>Reads a table page by page, newest first, by instant and id: the thousandth page costs what the first does.</summary>
/// <param name="at">The property with the instant that the rows are ordered by.</param>
/// <param name="keyOf">The same of a row that was read, with its id.</param>
internal sealed class Keyset<TRow>(string at, Func<TRow, (DateTimeOffset At, Guid Id)> keyOf)
    where TRow : class
{
    private const string Id = "Id";

    /// <param name="all">Where the row lies that the page is beside.</param>
    /// <param name="matching">What is listed.</param>
    /// <param name="beside">The row that the page is beside; the newest page without one, and beside one that is gone.</param>
    /// <param name="side">On which side of it.</param>
    /// <param name="size">Rows at most.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<KeysetPage<TRow>> ReadAsync(IQueryable<TRow> all, IQueryable<TRow> matching, Guid? beside, PageSide side, int size, CancellationToken ct)
    {
        var anchor = beside is { } id ? await all.SingleOrDefaultAsync(row => EF.Property<Guid>(row, Id) == id, ct) : null;
        var upward = anchor is not null && side == PageSide.NewerThan;
        var listed = anchor is null ? matching : upward ? Newer(matching, anchor) : Older(matching, anchor);
        var ordered = upward
            ? listed.OrderBy(row => EF.Property<DateTimeOffset>(row, at)).ThenBy(row => EF.Property<Guid>(row, Id))
            : listed.OrderByDescending(row => EF.Property<DateTimeOffset>(row, at)).ThenByDescending(row => EF.Property<Guid>(row, Id));
        var found = await ordered.Take(size).ToListAsync(ct);
        if (found.Count == 0) return new KeysetPage<TRow>([], null, null);
        if (upward) found.Reverse();
        var (first, last) = (found[0], found[^1]);
        var hasNewer = anchor is not null && await Newer(matching, first).AnyAsync(ct);
        var hasOlder = await Older(matching, last).AnyAsync(ct);
        return new KeysetPage<TRow>(found, hasOlder ? keyOf(last).Id : null, hasNewer ? keyOf(first).Id : null);
    }

    // The bound stands by itself too, so that the walk of an index can begin at it.
    private IQueryable<TRow> Older(IQueryable<TRow> rows, TRow than)
    {
        var key = keyOf(than);
        return rows.Where(row => EF.Property<DateTimeOffset>(row, at) <= key.At && (EF.Property<DateTimeOffset>(row, at) < key.At || EF.Property<Guid>(row, Id) < key.Id));
    }

    private IQueryable<TRow> Newer(IQueryable<TRow> rows, TRow than)
    {
        var key = keyOf(than);
        return rows.Where(row => EF.Property<DateTimeOffset>(row, at) >= key.At && (EF.Property<DateTimeOffset>(row, at) > key.At || EF.Property<Guid>(row, Id) > key.Id));
    }
}
