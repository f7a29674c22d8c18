using System.Globalization;
using System.Security.Cryptography;
using SmsAdmin.Core.Otp;

namespace SmsAdmin.Tests.Otp;

public sealed class OneTimeCodesTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void A_code_is_another_for_each_verification_subject_and_context_and_the_same_for_the_same()
    {
        var codes = new OpenCodes(Key);
        Guid id = Guid.NewGuid(), subject = Guid.NewGuid(), context = Guid.NewGuid();
        var code = codes.Code(id, subject, context, 10);

        Assert.Equal(code, codes.Code(id, subject, context, 10));
        string[] all = [code, codes.Code(Guid.NewGuid(), subject, context, 10), codes.Code(id, Guid.NewGuid(), context, 10), codes.Code(id, subject, null, 10), new OpenCodes(RandomNumberGenerator.GetBytes(32)).Code(id, subject, context, 10)];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void Every_code_is_as_likely_as_any_other(int digits)
    {
        const int drawn = 50_000;
        const int cells = 100;
        var counts = new int[cells];
        for (var i = 0; i < drawn; i++)
        {
            var code = DrawnAt(i, digits);
            Assert.Equal(digits, code.Length);
            // The whole range in a hundred equal cells, from both ends of the number: high places and low ones.
            counts[i % 2 == 0 ? int.Parse(code[..2], CultureInfo.InvariantCulture) : int.Parse(code[^2..], CultureInfo.InvariantCulture)]++;
        }

        // Chi-square with 99 degrees of freedom: beyond 180 once in a million runs, and this run is always the same.
        var expected = drawn / (double)cells;
        Assert.InRange(counts.Sum(count => (count - expected) * (count - expected) / expected), 40, 180);
    }

    [Fact]
    public void Ten_digits_reach_beyond_what_31_bits_hold()
    {
        var highest = Enumerable.Range(0, 200).Max(i => long.Parse(DrawnAt(i, 10), CultureInfo.InvariantCulture));
        Assert.True(highest > 9_000_000_000, $"The highest of 200 is {highest}.");
    }

    [Fact]
    public void Numbers_purposes_and_plans_are_counted_apart_and_no_number_can_be_read_from_its_counter()
    {
        var codes = new OpenCodes(Key);
        var plan = Guid.NewGuid();
        Guid[] keys =
        [
            codes.Subject(plan, "+12015550100", "sign-in"), codes.Subject(plan, "+12015550100", "payment"), codes.Subject(plan, "+12015550101", "sign-in"),
            codes.Subject(Guid.NewGuid(), "+12015550100", "sign-in"), codes.Number("+12015550100"), codes.Address("+12015550100"), codes.Context("+12015550100"),
            new OpenCodes(RandomNumberGenerator.GetBytes(32)).Number("+12015550100"),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    private static string DrawnAt(int i, int digits) => OpenCodes.Digits(Key, BitConverter.GetBytes(i), digits);
}
