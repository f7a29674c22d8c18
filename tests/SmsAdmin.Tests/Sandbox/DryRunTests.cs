namespace SmsAdmin.Tests.Sandbox;

public sealed class DryRunTests : SandboxTest
{
    public static TheoryData<string, int, string> Texts { get; } = new()
    {
        { "", 1, "text" },
        { new string('a', 160), 1, "text" },
        { new string('a', 161), 2, "text" },
        { new string('a', 306), 2, "text" },
        { new string('a', 307), 3, "text" },
        { new string('a', 2000), 14, "text" },
        { new string('€', 80), 1, "text" },
        { new string('€', 81), 2, "text" },
        // 153 is odd: no pair straddles, so that a part takes 76 of them and wastes a unit
        { new string('€', 152), 2, "text" },
        { new string('€', 153), 3, "text" },
        { new string('a', 152) + "€" + new string('a', 152), 3, "text" },
        { new string('a', 151) + "€" + new string('a', 153), 2, "text" },
        { "Æøå ñ Ω \n\r\f|^€{}[]~\\", 1, "text" },
        { "`", 1, "unicode" },
        { "“quoted”", 1, "unicode" },
        { new string('ж', 70), 1, "unicode" },
        { new string('ж', 71), 2, "unicode" },
        { new string('ж', 134), 2, "unicode" },
        { new string('ж', 135), 3, "unicode" },
        { new string('ж', 2000), 30, "unicode" },
        { string.Concat(Enumerable.Repeat("👋", 35)), 1, "unicode" },
        { string.Concat(Enumerable.Repeat("👋", 36)), 2, "unicode" },
        { string.Concat(Enumerable.Repeat("👋", 66)), 2, "unicode" },
        { string.Concat(Enumerable.Repeat("👋", 67)), 3, "unicode" },
        { new string('ж', 66) + "👋" + new string('ж', 66), 3, "unicode" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Parts_and_alphabet_are_counted(string body, int parts, string encoding)
    {
        var reply = await Sinch.AskAsync("POST", "batches/dry_run?per_recipient=true", Requests.Text("46701234567").With("body", body));
        Assert.Equal(200, reply.Status);
        Assert.Equal((1, parts), (reply.Json.GetProperty("number_of_recipients").GetInt32(), reply.Json.GetProperty("number_of_messages").GetInt32()));
        var recipient = reply.Json.GetProperty("per_recipient")[0];
        Assert.Equal(("46701234567", body, parts, encoding), (recipient.GetProperty("recipient").GetString(), recipient.GetProperty("body").GetString(),
            recipient.GetProperty("number_of_parts").GetInt32(), recipient.GetProperty("encoding").GetString()));
    }

    [Fact]
    public async Task Each_recipient_s_own_text_is_counted_and_nothing_is_sent()
    {
        var text = Requests.Text("46701234567", "46701234568").With("body", "Hi ${name}")
            .With("parameters", new { name = new Dictionary<string, string> { ["46701234567"] = new('a', 160), ["default"] = "ж" } });
        var reply = await Sinch.AskAsync("POST", "batches/dry_run?per_recipient=true&number_of_recipients=1", text);
        Assert.Equal((2, 3), (reply.Json.GetProperty("number_of_recipients").GetInt32(), reply.Json.GetProperty("number_of_messages").GetInt32()));
        Assert.Equal(1, reply.Json.GetProperty("per_recipient").GetArrayLength());
        var plain = await Sinch.AskAsync("POST", "batches/dry_run", text);
        Assert.Equal("""{"number_of_recipients":2,"number_of_messages":3}""", plain.Text);
        LetArrive();
        Assert.Empty(Host.World.Sends);
        Assert.Empty(Host.World.Texts());
        Assert.Equal(400, (await Sinch.AskAsync("POST", "batches/dry_run?number_of_recipients=1001", text)).Status);
        Assert.Equal(400, (await Sinch.AskAsync("POST", "batches/dry_run?per_recipient=maybe", text)).Status);
    }
}
