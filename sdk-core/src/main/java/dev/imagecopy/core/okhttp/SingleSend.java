package dev.imagecopy.core.okhttp;

import java.io.IOException;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * The last interceptor. On the way out it lets one request pass for each exchange. On the way back it hides what OkHttp acts
 * on even when every option is off:
 *
 * <ul>
 *   <li>{@code Retry-After}: {@code 0} re-sends a GET after a 503, and a value beyond an {@code int} makes OkHttp throw.
 *   <li>421: re-sent when HTTP/2 shares the connection between host names.
 *   <li>407: fails when it comes from a server that is not a proxy, and asks the borrowed proxy authenticator otherwise.
 * </ul>
 */
final class SingleSend implements Interceptor {
    private static final String RETRY_AFTER = "Retry-After";
    private static final String HIDDEN_RETRY_AFTER = "Image-Copy-Hidden-Retry-After";
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    private static final int MISDIRECTED_REQUEST = 421;
    private static final int STAND_IN = 400;

    private final OpenExchanges open;

    SingleSend(OpenExchanges open) {
        this.open = open;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Exchange exchange = open.of(chain.call());
        exchange.beginSending();
        Response response = chain.proceed(chain.request());
        int status = response.code();
        boolean misleads = status == PROXY_AUTHENTICATION_REQUIRED || status == MISDIRECTED_REQUEST;
        boolean hints = response.header(RETRY_AFTER) != null || response.header(HIDDEN_RETRY_AFTER) != null;
        if (!misleads && !hints) {
            return response;
        }
        Response.Builder shown = response.newBuilder().headers(hideRetryAfter(response.headers()));
        if (misleads) {
            exchange.hideStatus(status);
            shown.code(STAND_IN);
        }
        return shown.build();
    }

    /** The status that the server sent. */
    static int shownStatus(int status, int standsFor) {
        return status == STAND_IN && standsFor != 0 ? standsFor : status;
    }

    /** The field name that the server sent. */
    static String shownName(String name) {
        return name.equals(HIDDEN_RETRY_AFTER) ? RETRY_AFTER : name;
    }

    private static Headers hideRetryAfter(Headers received) {
        Headers.Builder hidden = received.newBuilder().removeAll(RETRY_AFTER).removeAll(HIDDEN_RETRY_AFTER);
        for (String value : received.values(RETRY_AFTER)) {
            hidden.addUnsafeNonAscii(HIDDEN_RETRY_AFTER, value);
        }
        return hidden.build();
    }
}
