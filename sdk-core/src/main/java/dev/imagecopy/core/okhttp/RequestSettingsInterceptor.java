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
 * Applies the settings of a single request: its read timeout, and the proxy if it requires a new connection. OkHttp would
 * choose the same proxy, but build another address for it, which takes 1.4 kB per connection. One interceptor does both, since
 * each interceptor takes a copy of the chain, 112 bytes per exchange.
 */
final class RequestSettingsInterceptor implements Interceptor {
    private final OpenExchanges open;
    private final boolean ownsPool;

    RequestSettingsInterceptor(OpenExchanges open, boolean ownsPool) {
        this.open = open;
        this.ownsPool = ownsPool;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        HttpRequest request = open.get(chain.call()).request();
        return withProxy(withReadTimeout(chain, request), request).proceed(chain.request());
    }

    private static Chain withReadTimeout(Chain chain, HttpRequest request) {
        Duration timeout = request.readTimeout().orElse(null);
        if (timeout == null) {
            return chain;
        }
        int millis = (int) Math.max(1, Math.min(timeout.toMillis(), Integer.MAX_VALUE));
        return chain.withReadTimeout(millis, TimeUnit.MILLISECONDS);
    }

    private Chain withProxy(Chain chain, HttpRequest request) {
        if (ownsPool && request.freshConnection() && request.uri().getHost() != null) {
            List<Proxy> proxies = chain.getProxySelector().select(request.uri());
            if (proxies.size() == 1) { // otherwise OkHttp asks again, and tries them in turn
                return chain.withProxy(proxies.get(0));
            }
        }
        return chain;
    }
}
