using System.Text.Json;
using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Base;
using SmsAdmin.Sandbox.Odoo.Orm;

namespace SmsAdmin.Sandbox.Odoo.Rpc;

/// <summary>The service <c>object</c> of the legacy RPC: <c>execute_kw</c> and <c>execute</c>.</summary>
internal static class ObjectService
{
    public static ValueTask<JsonNode?> RunAsync(OdooServer server, string method, JsonArray arguments)
    {
        if (method is not ("execute_kw" or "execute"))
            throw new OdooFault("builtins.NameError", $"Method not available {method}", 500);
        if (arguments.Count < 5)
            throw OdooFault.Value($"not enough values to unpack (expected at least 5, got {arguments.Count})");
        var database = server.Named(Table.TextOf(arguments[0]));
        var user = Enter(database, arguments[1], Table.TextOf(arguments[2]) ?? "");
        IReadOnlyList<JsonNode?> positional = [.. method == "execute" ? arguments.Skip(5) : arguments.ElementAtOrDefault(5) as JsonArray ?? []];
        var named = method == "execute" ? [] : arguments.ElementAtOrDefault(6) as JsonObject ?? [];
        return CallAsync(database, user, Table.TextOf(arguments[3]) ?? "", Table.TextOf(arguments[4]) ?? "", positional, named);
    }

    private static ValueTask<JsonNode?> CallAsync(
        Database database, OdooUser user, string modelName, string methodName, IReadOnlyList<JsonNode?> positional, JsonObject named)
    {
        if (Find(database, modelName) is not { } model)
            throw OdooFault.User($"Object {modelName} doesn't exist");
        RefusePrivate(database.Server.Version, modelName, methodName);
        if (model.FindMethod(methodName) is not { } method)
            throw GenericMethods.NoMethod(modelName, methodName, database.Server.Version);
        IReadOnlyList<int> ids = [];
        if (method.OnRecords)
        {
            if (positional.Count == 0)
                throw CommonService.Arity($"{model.PythonClass}.{methodName}", ["self"]);
            ids = Ids(positional[0]);
            positional = [.. positional.Skip(1)];
        }
        return method.RunAsync(new OdooCall(database, user, model, ids, Bind(model, method, positional, named)));
    }

    /// <summary>The model, if the module that brings it is installed.</summary>
    public static Model? Find(Database database, string name)
    {
        lock (database.Gate)
            return database.Server.Models.GetValueOrDefault(name) is { } model && database.IsInstalled(model.Module) ? model : null;
    }

    public static void RefusePrivate(OdooVersion version, string model, string method)
    {
        if (method.StartsWith('_'))
            throw OdooFault.Access($"Private methods (such as '{(version.Major == 17 ? "" : model + ".")}{method}') cannot be called remotely.");
    }

    public static IReadOnlyList<int> Ids(JsonNode? node) => node switch
    {
        JsonArray many => [.. many.Where(id => id?.GetValueKind() == JsonValueKind.Number).Select(id => (int)id!)],
        _ when node?.GetValueKind() == JsonValueKind.Number => [(int)node],
        _ => [],
    };

    private static OdooUser Enter(Database database, JsonNode? uid, string secret)
    {
        lock (database.Gate)
        {
            if (secret.Length == 0 || uid?.GetValueKind() != JsonValueKind.Number)
                throw OdooFault.AccessDenied;
            var user = database.User((int)uid) ?? throw OdooFault.Missing(OdooUser.ModelName, (int)uid, (int)uid);
            return Users.ByPassword(database, user, secret) ?? throw OdooFault.AccessDenied;
        }
    }

    private static Dictionary<string, JsonNode?> Bind(Model model, Method method, IReadOnlyList<JsonNode?> positional, JsonObject named)
    {
        var function = $"{model.PythonClass}.{method.Name}";
        if (positional.Count > method.Parameters.Count)
            throw OdooFault.Type($"{function}() takes {method.Parameters.Count + 1} positional arguments but {positional.Count + 1} were given");
        var bound = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        for (var i = 0; i < positional.Count; i++)
            bound[method.Parameters[i]] = positional[i];
        foreach (var (name, value) in named.Where(pair => pair.Key != "context"))
        {
            if (!method.Parameters.Contains(name))
                throw OdooFault.Type($"{function}() got an unexpected keyword argument '{name}'");
            bound[name] = value;
        }
        List<string> missing = [.. method.Parameters.Take(method.Required).Where(name => !bound.ContainsKey(name))];
        return missing.Count == 0 ? bound : throw CommonService.Arity(function, missing);
    }
}
