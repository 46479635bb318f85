package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.HttpRequest;
import java.io.IOException;
import java.net.Proxy;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Chooses the proxy for a connection of a request's own. OkHttp would do it too, but assembles another address for that, which
 * takes 1.4 kB for each such connection.
 */
final class FreshConnectionProxyInterceptor implements Interceptor {
    private final OpenExchanges open;

    FreshConnectionProxyInterceptor(OpenExchanges open) {
        this.open = open;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        HttpRequest request = open.get(chain.call()).request();
        if (request.freshConnection() && request.uri().getHost() != null) {
            List<Proxy> proxies = chain.getProxySelector().select(request.uri());
            if (proxies.size() == 1) { // else OkHttp asks again, and tries them in turn
                return chain.withProxy(proxies.get(0)).proceed(chain.request());
            }
        }
        return chain.proceed(chain.request());
    }
}
