package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.HttpRequest;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * The first interceptor: what a request says of its connection. The service may be silent for as long as it says. The proxy of
 * a connection of its own is chosen here, of the request's own address: OkHttp would put together another for that, 1.4 kB.
 */
final class ReadTimeoutInterceptor implements Interceptor {
    private final HardenedClient client;
    private final boolean borrowed;

    ReadTimeoutInterceptor(HardenedClient client, boolean borrowed) {
        this.client = client;
        this.borrowed = borrowed;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        HttpRequest request = client.exchange(chain.call()).request();
        Chain agreed = chain;
        Duration silence = request.readTimeout().orElse(null);
        if (silence != null) {
            agreed = agreed.withReadTimeout(
                    (int) Math.max(1, Math.min(silence.toMillis(), Integer.MAX_VALUE)), TimeUnit.MILLISECONDS);
        }
        if (!borrowed && request.freshConnection() && request.uri().getHost() != null) {
            List<Proxy> ways = chain.getProxySelector().select(request.uri());
            if (ways.size() == 1) { // else OkHttp asks once more, and tries them in turn
                agreed = agreed.withProxy(ways.get(0));
            }
        }
        return agreed.proceed(chain.request());
    }
}
