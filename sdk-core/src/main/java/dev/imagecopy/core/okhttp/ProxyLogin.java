package dev.imagecopy.core.okhttp;

import java.io.IOException;
import java.util.Objects;
import okhttp3.Authenticator;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * The proxy credentials of a borrowed client, which are not shown twice: OkHttp asks for them after every 407, so that wrong ones
 * would be sent until the attempt's time is up, and lock the user out. Logins of several steps are not affected, since each step
 * has another value.
 */
record ProxyLogin(Authenticator credentials) implements Authenticator {
    private static final String SHOWN = "Proxy-Authorization";

    /** Returns a builder of a client like the borrowed one. */
    static OkHttpClient.Builder builder(OkHttpClient borrowed) {
        Authenticator credentials = borrowed.proxyAuthenticator();
        OkHttpClient.Builder builder = borrowed.newBuilder();
        return credentials == Authenticator.NONE ? builder : builder.proxyAuthenticator(new ProxyLogin(credentials));
    }

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response refusal) throws IOException {
        Request next = credentials.authenticate(route, refusal);
        if (next == null) {
            return null;
        }
        String refused = refusal.request().header(SHOWN);
        return refused != null && Objects.equals(refused, next.header(SHOWN)) ? null : next;
    }
}
