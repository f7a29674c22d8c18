using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Delivery;

namespace SmsAdmin.Tests.Messaging;

/// <summary>Two who count separately: we, and the sandbox's dry run over real HTTP.</summary>
public sealed class PartsAgreeTests
{
    /// <summary>Lengths on both sides of each border, in each alphabet, with pairs that must not be torn.</summary>
    private static IEnumerable<string> Texts()
    {
        int[] lengths = [1, 69, 70, 71, 133, 134, 135, 152, 153, 154, 159, 160, 161, 200, 201, 202, 305, 306, 307, 459, 460, 1071, 1999, 2000];
        foreach (var length in lengths)
        {
            yield return new string('a', length);
            yield return new string('ä', length);
            yield return new string('–', length);
            yield return new string('a', length - 1) + '€';
            if (length > 1) yield return new string('a', length - 2) + "😀";
        }

        for (var before = 64; before <= 68; before++) yield return new string('–', before) + "😀" + new string('–', 60);
        for (var before = 150; before <= 154; before++) yield return new string('a', before) + "€[]" + new string('a', 100);
        yield return "|^€{}[]~\\";
        yield return "Line\nbreak\r\nand more";
    }

    [Fact]
    public async Task Our_count_equals_the_dry_run_for_every_length_and_alphabet()
    {
        await using var walk = await Walk.StartAsync();
        var runs = walk.Rooms.Get<DryRuns>();
        foreach (var text in Texts())
        {
            var counted = Assert.IsType<DryRunOutcome.Counted>(await runs.RunAsync(walk.PlanId, "+12015550100", null, text, TestContext.Current.CancellationToken));
            var ours = SmsText.Measure(text);
            Assert.True((counted.Parts, counted.IsUnicode) == (ours.Parts, ours.Encoding == SmsEncoding.Ucs2), $"{text.Length} characters from “{text[0]}” to “{text[^1]}”: we {ours.Parts}, the dry run {counted.Parts}");
        }
    }
}
