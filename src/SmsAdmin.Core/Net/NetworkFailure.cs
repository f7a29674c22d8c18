using System.Net.Sockets;

namespace SmsAdmin.Core.Net;

/// <summary>Tells apart the ways in which a network fails.</summary>
internal static class NetworkFailure
{
    /// <summary>Whether it is the network's failure or the clock's, rather than a bug.</summary>
    public static bool Explains(Exception exception) =>
        exception is HttpRequestException or IOException or OperationCanceledException or SocketException;

    public static FailureKind KindOf(Exception exception, bool callerGaveUp) => exception switch
    {
        // Ours are the only two clocks: the call's and, below it, the connection's. Both are timeouts.
        OperationCanceledException => callerGaveUp ? FailureKind.Cancelled : FailureKind.Timeout,
        HttpRequestException { InnerException: AddressNotAllowedException } => FailureKind.AddressNotAllowed,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => FailureKind.NameNotResolved,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => FailureKind.TlsFailed,
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => FailureKind.NotHttp,
        HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } => FailureKind.NotHttp,
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => FailureKind.ConnectionReset,
        _ => FromSocket(exception),
    };

    /// <summary>Whether a connection stood, so that something may have gone over it.</summary>
    public static bool HadConnection(FailureKind kind) =>
        kind is not (FailureKind.ConnectionRefused or FailureKind.HostUnreachable or FailureKind.NameNotResolved or FailureKind.AddressNotAllowed or FailureKind.TlsFailed);

    public static string Describe(Exception exception) =>
        exception.InnerException is { } cause && exception is not OperationCanceledException
            ? $"{exception.Message} {cause.Message}"
            : exception.Message;

    private static FailureKind FromSocket(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return FailureKind.ConnectionRefused;
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery }:
                    return FailureKind.NameNotResolved;
                case SocketException { SocketErrorCode: SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown or SocketError.AddressNotAvailable }:
                    return FailureKind.HostUnreachable;
                case SocketException { SocketErrorCode: SocketError.TimedOut }:
                    return FailureKind.Timeout;
                case SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown }:
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return FailureKind.ConnectionReset;
                case SocketException:
                    return FailureKind.Other;
            }
        }

        return exception is IOException || exception.InnerException is IOException ? FailureKind.ConnectionReset : FailureKind.Other;
    }
}
