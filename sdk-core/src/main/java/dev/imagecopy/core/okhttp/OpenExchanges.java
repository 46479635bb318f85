package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.HttpRequest;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The exchanges that have started but not ended, by the request of their OkHttp call. A clone of a call has the same request
 * object, so it is recognized as the same exchange. OkHttp's tags would serve too, but they load 65 classes of Kotlin
 * reflection.
 *
 * <p>Safe for use by multiple threads.
 */
final class OpenExchanges {
    /** What the interceptors need of an exchange. */
    interface OpenExchange {
        HttpRequest request();

        /**
         * Allows the request to be written, or throws if it was written before or the exchange has ended. Called by the last
         * interceptor, right before OkHttp writes the first byte.
         */
        void beginSending() throws IOException;

        /** Receives the original response, before any other interceptor sees it. */
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
     * @throws IOException if it has ended: nothing may be sent for it anymore
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
