package dev.imagecopy.core.okhttp;

import java.io.IOException;
import java.net.Proxy;
import okhttp3.Connection;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * The last interceptor. On the way out, it lets one request pass per exchange. On the way back, it hides from OkHttp what
 * OkHttp reacts to even if all its options are off:
 *
 * <ul>
 *   <li>{@code Retry-After}: {@code 0} makes OkHttp send a GET again after a 503, and a value that does not fit into an
 *       {@code int} makes it throw.
 *   <li>421: sent again if HTTP/2 shares the connection between host names.
 *   <li>407: fails if it comes from a server that is not a proxy, and otherwise calls the borrowed proxy authenticator. From a
 *       proxy, it becomes a {@link ProxyAnswerException}: the service has not seen the request.
 * </ul>
 *
 * <p>OkHttp's own interceptors get an empty response, since they would copy each header four times and parse the content type,
 * a tenth of what an exchange allocates. The interceptors of a borrowed client get the response without the above.
 */
final class OneSendInterceptor implements Interceptor {
    private static final String RETRY_AFTER = "Retry-After";
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    private static final int MISDIRECTED_REQUEST = 421;
    private static final int STAND_IN = 400;

    private final OpenExchanges open;
    private final boolean borrowed;

    OneSendInterceptor(OpenExchanges open, boolean borrowed) {
        this.open = open;
        this.borrowed = borrowed;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        OpenExchanges.OpenExchange exchange = open.get(chain.call());
        exchange.beginSending();
        Response received = chain.proceed(chain.request());
        if (received.code() == PROXY_AUTHENTICATION_REQUIRED && isWithProxy(chain.connection())) {
            received.close();
            throw new ProxyAnswerException(received.code());
        }
        exchange.received(received);
        return borrowed ? withoutHints(received) : empty(received);
    }

    /** Whether a proxy reads and answers the requests; one that only keeps a tunnel open cannot. */
    private static boolean isWithProxy(@Nullable Connection connection) {
        return connection != null
                && connection.route().proxy().type() == Proxy.Type.HTTP
                && !connection.route().requiresTunnel();
    }

    private static Response empty(Response received) {
        return new Response.Builder()
                .request(received.request())
                .protocol(received.protocol())
                .code(STAND_IN)
                .message("")
                .body(ResponseBody.create(received.body().source(), null, -1)) // closing it closes the real one
                .build();
    }

    private static Response withoutHints(Response received) {
        if (!misleads(received) && received.header(RETRY_AFTER) == null) {
            return received;
        }
        return received.newBuilder()
                .code(misleads(received) ? STAND_IN : received.code())
                .removeHeader(RETRY_AFTER)
                .build();
    }

    private static boolean misleads(Response received) {
        return received.code() == PROXY_AUTHENTICATION_REQUIRED || received.code() == MISDIRECTED_REQUEST;
    }

    /** Restores what was hidden from OkHttp. With a borrowed client, the response is otherwise as its interceptors left it. */
    Response reveal(Response shown, @Nullable Response received) {
        if (received == null) {
            return shown; // an interceptor has created the response
        }
        if (!borrowed) {
            return received;
        }
        Headers.Builder headers = shown.headers().newBuilder();
        for (String value : received.headers(RETRY_AFTER)) {
            headers.addUnsafeNonAscii(RETRY_AFTER, value);
        }
        return shown.newBuilder()
                .code(misleads(received) && shown.code() == STAND_IN ? received.code() : shown.code())
                .headers(headers.build())
                .build();
    }
}
