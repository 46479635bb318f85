package dev.imagecopy.core.okhttp;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import okhttp3.Call;
import okhttp3.Request;

/**
 * The exchanges under way, by the request that their call was made with. A clone of a call has the same request object, so
 * it is known as the same send. OkHttp's tags would tell too, but load 65 classes of Kotlin's reflection.
 */
final class OpenExchanges {
    private final ConcurrentMap<Request, Exchange> exchanges = new ConcurrentHashMap<>();

    void add(Call call, Exchange exchange) {
        exchanges.put(call.request(), exchange);
    }

    void remove(Call call) {
        exchanges.remove(call.request());
    }

    /**
     * The exchange that a call belongs to.
     *
     * @throws IOException if it has ended: nothing may be sent for it any more
     */
    Exchange of(Call call) throws IOException {
        Exchange exchange = exchanges.get(call.request());
        if (exchange == null) {
            throw new IOException("the exchange ended before its request was sent");
        }
        return exchange;
    }

    void closeAll() {
        for (Exchange exchange : exchanges.values()) {
            exchange.close();
        }
    }
}
