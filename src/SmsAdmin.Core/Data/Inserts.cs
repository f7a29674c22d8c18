using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace SmsAdmin.Core.Data;

/// <summary>Inserts many entities at once, without tracking them: the statement is read off the model, once.</summary>
public static class Inserts
{
    private static readonly ConcurrentDictionary<(IModel Model, Type Entity), Plan> Plans = new();

    public static Task<int[]> InsertAsync<TEntity>(this AppDb db, IReadOnlyList<TEntity> entities)
        where TEntity : class
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(entities);
        if (entities.Count == 0) return Task.FromResult<int[]>([]);
        var plan = Plans.GetOrAdd((db.Model, typeof(TEntity)), key => Read(key.Model.FindEntityType(key.Entity)!));
        return Many.ExecuteAsync(db, plan.Sql, [.. entities.Select(plan.Values)]);
    }

    private static Plan Read(IEntityType type)
    {
        // A number that the database gives is left to it.
        var properties = type.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never || p.ClrType == typeof(Guid)).ToList();
        var columns = string.Join(", ", properties.Select(p => $"\"{p.GetColumnName()}\""));
        var values = string.Join(", ", Enumerable.Range(1, properties.Count).Select(i => $"${i}"));
        var getters = properties.ConvertAll(p => p.GetGetter());
        return new Plan(
            $"INSERT INTO \"{type.GetTableName()}\" ({columns}) VALUES ({values})",
            entity => [.. getters.Select(getter => getter.GetClrValue(entity))]);
    }

    private sealed record Plan(string Sql, Func<object, object?[]> Values);
}
