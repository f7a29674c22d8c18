namespace SmsAdmin.Web.Api;

/// <summary>
/// The OpenAPI document of our API. Written by hand, because the endpoints read their bodies by hand; a test holds it against
/// the routes, the scopes and the answers.
/// </summary>
internal static class OpenApi
{
    public const string Path = "/openapi/v1.json";

    // It holds nothing of this installation.
    public static void MapOpenApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, () => TypedResults.Stream(Open(), "application/json; charset=utf-8")).AllowAnonymous();

    private static Stream Open() => typeof(OpenApi).Assembly.GetManifestResourceStream("Api.openapi.v1.json")!;
}
