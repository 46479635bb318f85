package dev.imagecopy.core.okhttp;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import okhttp3.Call;
import okhttp3.Request;

/**
 * The exchanges that have begun and not ended, by the request of their OkHttp call. A clone of a call has the same request
 * object, so it is recognised as the same send. OkHttp's tags could tell too, but they load 65 classes of Kotlin's reflection.
 *
 * <p>Safe for use by many threads.
 */
final class OpenExchanges {
    private final ConcurrentMap<Request, Exchange> byRequest = new ConcurrentHashMap<>();

    void add(Call call, Exchange exchange) {
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
    Exchange get(Call call) throws IOException {
        Exchange exchange = byRequest.get(call.request());
        if (exchange == null) {
            throw new IOException("the exchange ended before its request was sent");
        }
        return exchange;
    }

    void closeAll() {
        byRequest.values().forEach(Exchange::close);
    }
}
