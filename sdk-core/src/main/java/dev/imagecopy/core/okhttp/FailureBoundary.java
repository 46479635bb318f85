package dev.imagecopy.core.okhttp;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * The first interceptor. OkHttp rethrows an unchecked exception on the dispatcher's thread, where nobody catches it; from
 * here on it is a failure of the exchange like any other.
 */
final class FailureBoundary implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
        Chain patient = Exchange.of(chain.call())
                .request()
                .readTimeout()
                .map(timeout -> chain.withReadTimeout(
                        (int) Math.max(1, Math.min(timeout.toMillis(), Integer.MAX_VALUE)), TimeUnit.MILLISECONDS))
                .orElse(chain);
        try {
            return patient.proceed(chain.request());
        } catch (RuntimeException | Error e) {
            throw new UnexpectedException(e);
        }
    }
}
