package dev.imagecopy.core.okhttp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Applies the read timeout that a request asks for. */
final class ReadTimeoutInterceptor implements Interceptor {
    private final OpenExchanges open;

    ReadTimeoutInterceptor(OpenExchanges open) {
        this.open = open;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Duration timeout = open.get(chain.call()).request().readTimeout().orElse(null);
        if (timeout == null) {
            return chain.proceed(chain.request());
        }
        int millis = (int) Math.max(1, Math.min(timeout.toMillis(), Integer.MAX_VALUE));
        return chain.withReadTimeout(millis, TimeUnit.MILLISECONDS).proceed(chain.request());
    }
}
