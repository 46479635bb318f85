package dev.imagecopy.core.okhttp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * The first interceptor. OkHttp rethrows an unchecked exception on the dispatcher's thread, where nobody catches it; from
 * here on it is a failure of the exchange like any other.
 */
final class FailureBoundary implements Interceptor {
    private final OpenExchanges open;

    FailureBoundary(OpenExchanges open) {
        this.open = open;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Duration silence = open.of(chain.call()).request().readTimeout().orElse(null);
        Chain patient = silence == null
                ? chain
                : chain.withReadTimeout(
                        (int) Math.max(1, Math.min(silence.toMillis(), Integer.MAX_VALUE)), TimeUnit.MILLISECONDS);
        try {
            return patient.proceed(chain.request());
        } catch (RuntimeException | Error e) {
            throw new UnexpectedException(e);
        }
    }
}
