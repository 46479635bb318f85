package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.SendPhase;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Turns OkHttp's failures into ours, with our own messages and the decision whether they can be retried. */
final class TransportFailures {
    /** OkHttp's own types for HTTP/2 are not exported, so they are recognized by name and by this message. */
    private static final String STREAM_RESET = "StreamResetException";

    private static final String STREAM_REFUSED = "stream was reset: REFUSED_STREAM";
    private static final String CONNECTION_SHUT_DOWN = "ConnectionShutdownException";

    private static final Set<String> REFUSED_CERTIFICATES = Set.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            "certificate_required");

    /** A chain of causes may be circular. */
    private static final int MOST_CAUSES = 16;

    private TransportFailures() {}

    /**
     * What the failure alone does not show.
     *
     * @param cancelled whether the call was cancelled by something other than the exchange
     * @param sentTwice whether something tried to send the request again
     * @param proxied whether the connection was to a proxy
     * @param proxies the proxies that were selected
     */
    record Circumstances(boolean cancelled, boolean sentTwice, boolean proxied, ProxySetting proxies) {}

    /** What brings a request up to date, such as a source of credentials, threw an Error. */
    static TransportException brokenTurn(Throwable e, HttpRequest request) {
        return new TransportException(
                "the credentials, the signature or the clock failed when a place for the request became free, so nothing was"
                        + " sent",
                SendPhase.NOT_SENT,
                ErrorContext.none(false),
                SafeCauses.of(e, request));
    }

    /** The system has no thread left to send with: others may end theirs. */
    static TransportException noThread(OutOfMemoryError e) {
        return new TransportException(
                "the system could not start another thread, so nothing was sent",
                SendPhase.NOT_SENT,
                ErrorContext.none(true),
                e);
    }

    /**
     * Describes a failure.
     *
     * @param thrown the exception from OkHttp, or from an interceptor or listener of a borrowed client
     */
    static TransportException of(
            Throwable thrown, SendPhase reached, HttpRequest request, Circumstances circumstances) {
        boolean cancelled = circumstances.cancelled();
        if (circumstances.sentTwice()) {
            return new TransportException(
                    "an interceptor of the borrowed OkHttp client tried to send one request twice; the second was stopped",
                    reached,
                    ErrorContext.none(false),
                    new IllegalStateException("one send must be one exchange; remove the interceptor"));
        }
        ProxySetting proxies = circumstances.proxies();
        if (reached == SendPhase.NOT_SENT && !cancelled) {
            if (thrown instanceof ProxySelectionException e) {
                return new TransportException(String.valueOf(e.getMessage()), reached, ErrorContext.none(false), e);
            }
            if (proxies.isNoHost()) {
                return new TransportException(
                        ProxySetting.NO_HOST, reached, ErrorContext.none(false), SafeCauses.standIn(thrown));
            }
        }
        if (!(thrown instanceof IOException e)) {
            return new TransportException(
                    "OkHttp, or an interceptor of the borrowed client, threw an unchecked exception",
                    reached,
                    ErrorContext.none(false),
                    SafeCauses.of(thrown, request, proxies));
        }
        int refusedByProxy = ProxyRefusal.status(e);
        if (refusedByProxy != 0) {
            return new TransportException(
                    ProxyRefusal.reason(
                            refusedByProxy,
                            "https".equalsIgnoreCase(request.uri().getScheme())),
                    SendPhase.NOT_SENT,
                    ErrorContext.none(ProxyRefusal.mayPass(refusedByProxy)),
                    SafeCauses.of(e, request, proxies));
        }
        Optional<SSLException> tls = tlsFailure(e);
        if (tls.isPresent()) {
            return new TransportException(
                    tlsReason(tls.get()),
                    reached,
                    ErrorContext.none(false),
                    SafeCauses.of(tls.get(), request, proxies));
        }
        if (refusedUnprocessed(e)) {
            return new TransportException(
                    "the server refused the request before it processed any of it",
                    SendPhase.NOT_SENT,
                    ErrorContext.none(true),
                    SafeCauses.of(e, request, proxies));
        }
        String reason = cancelled
                ? "the exchange was cancelled through the borrowed OkHttp client"
                : reason(e, reached, request, circumstances.proxied());
        return new TransportException(
                reason, reached, ErrorContext.none(!cancelled), SafeCauses.of(e, request, proxies));
    }

    private static String reason(IOException e, SendPhase reached, HttpRequest request, boolean proxied) {
        if (reached == SendPhase.NOT_SENT) {
            return proxied ? proxyReason(e) : notSentReason(e);
        }
        boolean tookTooLong = e instanceof SocketTimeoutException;
        if (reached == SendPhase.ANSWERED) {
            return tookTooLong ? "the response stalled for too long" : "the response was cut off or incorrectly framed";
        }
        if (tookTooLong) {
            return "the service was silent for too long";
        }
        if (!(e instanceof ProtocolException) && causes(e).noneMatch(TransportFailures::isAlert)) {
            return "the connection was lost before a response arrived";
        }
        return "http".equalsIgnoreCase(request.uri().getScheme())
                ? "the response was not HTTP: the port may speak https"
                : "the response was not HTTP";
    }

    /** Omits the proxy's address, which comes from a setting. */
    private static String proxyReason(IOException e) {
        String what = e instanceof UnknownHostException
                ? "the proxy's host name could not be resolved"
                : e instanceof ConnectException || e instanceof NoRouteToHostException
                        ? "the proxy refused the connection or could not be reached"
                        : e instanceof SocketTimeoutException
                                ? "connecting through the proxy took too long"
                                : "no connection could be made through the proxy";
        return what + "; check the JVM's proxy settings, or those of the OkHttpClient that the transport uses";
    }

    private static String notSentReason(IOException e) {
        if (e instanceof UnknownHostException) {
            return "the host name could not be resolved: is the region, or the endpoint, misspelled?";
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return "the connection was refused or the host could not be reached";
        }
        return e instanceof SocketTimeoutException
                ? "the connection attempt took too long"
                : "no connection could be made";
    }

    private static String tlsReason(SSLException tls) {
        if (tls instanceof SSLPeerUnverifiedException) {
            return "the server's certificate does not belong to the host name or is not the pinned one";
        }
        if (causes(tls).anyMatch(TransportFailures::isPlainText)) {
            return "TLS failed: the port does not speak https, but probably plain http";
        }
        if (causes(tls).anyMatch(CertificateException.class::isInstance)) {
            return "the server's certificate is not trusted";
        }
        return causes(tls).anyMatch(TransportFailures::isAboutClient)
                ? "TLS failed: the server did not accept the client's certificate, or requires one"
                : "TLS failed";
    }

    /** JSSE names an alert (RFC 8446, 6.2) at the end of its message: these refuse the client's certificate, or ask for one. */
    private static boolean isAboutClient(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return REFUSED_CERTIFICATES.contains(message.substring(message.lastIndexOf(' ') + 1));
    }

    /** How JSSE reports bytes that are not TLS. */
    private static boolean isPlainText(Throwable e) {
        String message = e.getMessage();
        return message != null && message.toLowerCase(Locale.ROOT).contains("unrecognized ssl message");
    }

    /** How Okio reports bytes without a line end: these are an alert, with which TLS servers answer what is not TLS. */
    private static boolean isAlert(Throwable e) {
        return e instanceof EOFException && String.valueOf(e.getMessage()).contains("content=1503");
    }

    /** A TLS failure that a retry cannot cure, on any of the addresses that were tried. */
    private static Optional<SSLException> tlsFailure(IOException e) {
        return Stream.concat(causes(e), Stream.of(e.getSuppressed()).flatMap(TransportFailures::causes))
                .filter(SSLException.class::isInstance)
                .map(SSLException.class::cast)
                .filter(tls -> !brokeOff(tls))
                .findFirst();
    }

    /** JSSE reports a connection that ends within a handshake or record as an SSLException caused by the I/O failure. */
    private static boolean brokeOff(SSLException tls) {
        return causes(tls).anyMatch(cause -> cause instanceof IOException && !(cause instanceof SSLException));
    }

    /** RFC 9113, 8.7: a stream that is refused, or lies above the last one of a GOAWAY, was not processed at all. */
    private static boolean refusedUnprocessed(IOException e) {
        return causes(e).anyMatch(cause -> {
            String type = cause.getClass().getSimpleName();
            return type.equals(CONNECTION_SHUT_DOWN)
                    || (type.equals(STREAM_RESET) && STREAM_REFUSED.equals(cause.getMessage()));
        });
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.<@Nullable Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .limit(MOST_CAUSES);
    }
}
