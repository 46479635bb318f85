package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.HttpRequest;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The exchanges that have begun and not ended, by the request of their OkHttp call. A clone of a call has the same request
 * object, so it is recognised as the same send. OkHttp's tags could tell too, but they load 65 classes of Kotlin's reflection.
 *
 * <p>Safe for use by many threads.
 */
final class OpenExchanges {
    /** An exchange as the interceptors see it. */
    interface OpenExchange {
        HttpRequest request();

        /**
         * Allows the request to be written, unless it was written before or the exchange has ended. Called by the last
         * interceptor, right before OkHttp writes the first byte.
         */
        void beginSending() throws IOException;

        /** Takes the answer as it came, before any other interceptor sees it. */
        void received(Response response);

        void close();
    }

    private final ConcurrentMap<Request, OpenExchange> byRequest = new ConcurrentHashMap<>();

    void add(Call call, OpenExchange exchange) {
        byRequest.put(call.request(), exchange);
    }

    void remove(Call call) {
        byRequest.remove(call.request());
    }

    /**
     * Finds the exchange that a call belongs to.
     *
     * @throws IOException if it has ended: nothing may be sent for it any more
     */
    OpenExchange get(Call call) throws IOException {
        OpenExchange exchange = byRequest.get(call.request());
        if (exchange == null) {
            throw new IOException("the exchange ended before its request was sent");
        }
        return exchange;
    }

    void closeAll() {
        byRequest.values().forEach(OpenExchange::close);
    }
}
