using Xunit.v3;

namespace SmsAdmin.Tests.Support;

/// <summary>
/// A test that is about one engine, or about both, and names it wherever it opens a storage. It is the same in the run on
/// SQLite and in the one on PostgreSQL, and left out of the second. <see cref="TestStorage"/> holds it to its word.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NamesItsEngineAttribute : Attribute, ITraitAttribute
{
    private const string Name = "Engine";
    private const string Value = "Named";

    /// <summary>Whether the test that runs here says so.</summary>
    public static bool IsHere =>
        (TestContext.Current.TestCase?.Traits ?? TestContext.Current.TestClass?.Traits)?.TryGetValue(Name, out var values) is true && values.Contains(Value);

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new(Name, Value)];
}
