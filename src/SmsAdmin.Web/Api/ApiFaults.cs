using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace SmsAdmin.Web.Api;

/// <summary>The border where a database that is down, a body that breaks off, or a bug becomes an answer to a program.</summary>
internal static partial class ApiFaults
{
    /// <summary>What the program is told; what it is not goes to the log.</summary>
    public static Problem Tell(Exception fault, HttpContext context)
    {
        if (fault is BadHttpRequestException broken)
            return new Problem(broken.StatusCode, "broken-request", "The request broke off", "The body did not arrive whole. Send it again.");

        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ApiFaults));
        switch (fault)
        {
            case DbException or DbUpdateException:
                Log.StorageDown(logger, fault);
                return Problem.Unavailable("storage-unavailable", "Storage takes no writes now, so nothing was queued. Try again; /health/ready says why.");
            case CryptographicException:
                Log.KeyRingGone(logger, fault);
                return Problem.Unavailable("key-ring-unavailable", "The key ring that protects texts cannot be used, so nothing was queued.");
            default:
                Log.Bug(logger, fault);
                return new Problem(
                    StatusCodes.Status500InternalServerError, "internal", "SmsAdmin made a mistake",
                    "The log says more to who runs SmsAdmin. Whether the request was done is not known: look before you send it again.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A program was told to try again: storage cannot be used")]
        public static partial void StorageDown(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Error, "A program was told to try again: the key ring cannot be used")]
        public static partial void KeyRingGone(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Error, "A program's request failed")]
        public static partial void Bug(ILogger logger, Exception fault);
    }
}
