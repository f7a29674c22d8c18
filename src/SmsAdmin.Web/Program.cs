using SmsAdmin.Web.Api;
using SmsAdmin.Web.Cli;
using SmsAdmin.Web.Hosting;

if (Verbs.Find(args) is { } verb) return await verb(args[1..]);

var builder = Composition.Begin(args);
builder.WebHost.UseStaticWebAssets();

builder.AddRedactedLogging();
builder.AddStorage();
builder.AddRooms();
builder.AddLoops();
builder.AddSecurity();
builder.AddPages();
builder.AddMetrics();
builder.AddBuiltInSandbox();

var app = builder.Build();
await app.PrepareAsync();

app.UseHardening();
// From here programs are answered by ApiDoor alone; the rest is for people.
app.UseRouting();
app.UseTlsForPages();
app.UseAuthentication();
app.UseFirstRun();
app.UseAuthorization();
app.UseRateLimiter();
app.UseFormTokens();

app.MapHealth();
app.MapMetrics();
app.MapSinchWebhook();
app.MapOdooSms();
app.MapMessagesApi();
app.MapSubmissionsApi();
app.MapUsageApi();
app.MapVerificationsApi();
app.MapRestOfApi();
app.MapSinchDoor();
app.MapOpenApi();
app.MapSessions();
app.MapAlerts();
app.MapExports();
app.MapBackups();
app.MapVerificationForms();
app.MapChecklistForms();
app.MapPages();
app.MapBuiltInSandbox();

await app.StartAsync();
await app.AnnounceAsync();
await app.WaitForShutdownAsync();
return 0;
