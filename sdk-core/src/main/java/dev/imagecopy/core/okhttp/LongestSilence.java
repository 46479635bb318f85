package dev.imagecopy.core.okhttp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;

/** The first interceptor: lets the service be silent for as long as the request says. */
final class LongestSilence implements Interceptor {
    private final OpenExchanges open;

    LongestSilence(OpenExchanges open) {
        this.open = open;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Duration silence = open.of(chain.call()).request().readTimeout().orElse(null);
        Chain patient = silence == null
                ? chain
                : chain.withReadTimeout(
                        (int) Math.max(1, Math.min(silence.toMillis(), Integer.MAX_VALUE)), TimeUnit.MILLISECONDS);
        return patient.proceed(chain.request());
    }
}
