namespace SmsAdmin.Core.Otp;

/// <summary>The texts that are there from the start, one a language for every purpose; each is one part, in GSM-7.</summary>
public static class StandardTemplates
{
    /// <summary>What is taken where nothing fits the reader.</summary>
    public const string Fallback = "en";

    public static IReadOnlyList<Template> All { get; } =
    [
        Of("en", "{code} is your {app} code. It is valid for {minutes} minutes. Do not share it with anyone."),
        Of("da", "{code} er din kode til {app}. Den gælder i {minutes} minutter. Giv den ikke til nogen."),
        Of("de", "{code} ist Ihr Code für {app}. Er gilt {minutes} Minuten. Geben Sie ihn an niemanden weiter."),
        Of("es", "{code} es tu clave de {app}. Vale {minutes} minutos. No la compartas con nadie."),
        Of("fi", "{code} on koodisi palveluun {app}. Se on voimassa {minutes} minuuttia. Älä anna sitä kenellekään."),
        Of("fr", "{code} est votre code {app}. Il est valable {minutes} minutes. Ne le donnez à personne."),
        Of("it", "{code} è il tuo codice {app}. Vale {minutes} minuti. Non darlo a nessuno."),
        Of("nb", "{code} er koden din til {app}. Den gjelder i {minutes} minutter. Ikke gi den til noen."),
        Of("nl", "{code} is je code voor {app}. Hij geldt {minutes} minuten. Geef hem aan niemand."),
        Of("sv", "{code} är din kod till {app}. Den gäller i {minutes} minuter. Lämna den inte till någon."),
    ];

    private static Template Of(string locale, string text) => new(locale, "", $"{text}\n\n{Template.LastLine}", $"{locale}, standard");
}
