using System.Text.RegularExpressions;
using SmsAdmin.Tests.House;
using SmsAdmin.Web.Components.Pages.Audit;

namespace SmsAdmin.Tests.Web;

public sealed partial class AuditWordsTests
{
    [Fact]
    public void Every_action_that_is_written_has_its_words_and_no_words_stand_for_nothing()
    {
        var written = Repository.Files
            .Where(file => file.IsIn("src") && file.IsCSharp && file.Text.Contains("AuditTrail", StringComparison.Ordinal))
            .SelectMany(file => Action().Matches(file.Text).Select(match => match.Groups[1].Value))
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal(written, AuditWords.Known.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_what_differs_is_told_and_a_secret_only_as_changed()
    {
        var changes = FieldChange.Between(
            """{"name":"Acme","perSecond":30,"region":null,"token":"changed","allowsPrivateHost":false}""",
            """{"name":"Acme","perSecond":1200,"region":"eu","token":"changed","allowsPrivateHost":false}""");

        Assert.Equal(
            [new FieldChange("messages a second", "30", "1,200"), new FieldChange("region", "none", "eu"), new FieldChange("API token", "changed", "changed")],
            changes);
        Assert.Equal([false, false, true], changes.Select(change => change.IsSecret));
    }

    [Fact]
    public void What_is_new_or_gone_is_told_whole()
    {
        Assert.Equal([new FieldChange("name", null, "Bo Ek"), new FieldChange("verified numbers", null, "2")], FieldChange.Between(null, """{"name":"Bo Ek","verifiedNumbers":2}"""));
        Assert.Equal([new FieldChange("sender", "empty", null)], FieldChange.Between("""{"from":""}""", null));
        Assert.Empty(FieldChange.Between(null, null));
    }

    [Fact]
    public void Names_that_dotnet_wrote_in_capitals_are_the_same_fields() => Assert.Equal("messages a second", AuditWords.Field("PerSecond"));

    [Fact]
    public void Numbers_ids_and_names_of_programs_are_written_as_everywhere_and_a_secret_beside_its_end_stays_one()
    {
        Assert.Equal(
            [new FieldChange("service plan", null, "01a2…7b17"), new FieldChange("sender", null, "+46 70 174 06 50"), new FieldChange("requests a second", null, "1,200")],
            FieldChange.Between(null, """{"planId":"01a21bae-f311-766c-9dd0-ef42b6907b17","sender":"+46701740650","requests_a_second":1200}"""));
        Assert.Equal("sinch.from_number", AuditWords.Field("sinch.from_number"));
        Assert.True(Assert.Single(FieldChange.Between("""{"sinch.api_token":"changed"}""", """{"sinch.api_token":"n-us"}""")).IsSecret);
    }

    [Fact]
    public void A_search_finds_an_action_by_what_people_call_it()
    {
        Assert.Equal(["sign-in.done"], AuditWords.Called(" signed IN "));
        Assert.Empty(AuditWords.Called(" "));
    }

    [GeneratedRegex("\"([a-z]+(?:-[a-z]+)*\\.[a-z]+(?:-[a-z]+)*)\"")]
    private static partial Regex Action();
}
