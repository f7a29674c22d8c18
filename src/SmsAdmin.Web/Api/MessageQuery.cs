using System.Globalization;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Api;

/// <summary>What a program asks of the list of messages.</summary>
internal sealed record MessageQuery(MessageFilter Filter, Guid? Cursor, int Limit)
{
    private const int UsualLimit = 50;
    private const int MostAtOnce = 100;
    private static readonly string[] Names = ["cursor", "limit", "status", "lane", "to", "reference", "submission", "since", "until"];

    /// <summary>Exactly one of the two is there.</summary>
    public static (MessageQuery? Query, Problem? Problem) Read(IQueryCollection given)
    {
        var faults = given.Keys.Except(Names, StringComparer.Ordinal)
            .Select(name => new FieldFault(name[..Math.Min(name.Length, 40)], $"There is no such parameter. There are {string.Join(", ", Names)}.")).ToList();
        var query = new MessageQuery(
            new MessageFilter(
                State: Word<MessageState>("status"), Lane: Word<Lane>("lane"), From: Instant("since"), Until: Instant("until"))
            {
                To = Number(),
                SubmissionId = Id("submission"),
                Reference = One("reference"),
            },
            Id("cursor"), Limit());
        return faults.Count == 0 ? (query, null) : (null, Problem.Invalid(faults));

        string? One(string name)
        {
            if (!given.TryGetValue(name, out var values)) return null;
            if (values is [{ Length: > 0 } value]) return value;
            faults.Add(new FieldFault(name, "Give one value, or leave it out."));
            return null;
        }

        TWord? Word<TWord>(string name)
            where TWord : struct, Enum
        {
            if (One(name) is not { } word) return null;
            foreach (var value in Enum.GetValues<TWord>())
            {
                if (MessageAnswer.Word(value) == word) return value;
            }

            faults.Add(new FieldFault(name, $"Give one of {string.Join(", ", Enum.GetValues<TWord>().Select(value => MessageAnswer.Word(value)))}."));
            return null;
        }

        Guid? Id(string name)
        {
            if (One(name) is not { } written) return null;
            if (Guid.TryParse(written, out var id)) return id;
            faults.Add(new FieldFault(name, "Give an id as it came from here."));
            return null;
        }

        DateTimeOffset? Instant(string name)
        {
            if (One(name) is not { } written) return null;
            if (DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)) return instant;
            faults.Add(new FieldFault(name, "Give an instant, as 2026-11-23T14:00:00Z."));
            return null;
        }

        string? Number()
        {
            if (One("to") is not { } written) return null;
            // A plus in a query is a space to many clients.
            var (number, fault) = Recipients.ReadNumber(written.StartsWith(' ') ? $"+{written[1..]}" : written, null);
            if (fault is not null) faults.Add(fault);
            return number?.E164;
        }

        int Limit()
        {
            if (One("limit") is not { } written) return UsualLimit;
            if (int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MostAtOnce) return limit;
            faults.Add(new FieldFault("limit", $"Give 1 to {MostAtOnce}."));
            return UsualLimit;
        }
    }
}
