package dev.imagecopy.core.internal;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.http.CallInterceptor;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.spi.ProviderProfile;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Puts the headers of one attempt on a request: ours, the provider's, the call's own, the interceptors'. */
final class AttemptHeaders {
    private static final Set<String> OURS = Set.of(
            "authorization",
            "host",
            "content-length",
            "content-type",
            "transfer-encoding",
            "connection",
            "expect",
            "accept-encoding",
            "cookie",
            "proxy-authorization",
            "user-agent");

    private final ProviderProfile<?> profile;
    private final List<CallInterceptor> interceptors;
    private final String userAgent;
    private final String operation;
    private final CallOptions options;

    AttemptHeaders(ProviderProfile<?> profile, EngineSettings settings, String operation, CallOptions options) {
        this.profile = profile;
        this.interceptors = settings.interceptors();
        this.userAgent = SdkVersion.userAgent(settings.userAgentSuffix());
        this.operation = operation;
        this.options = options;
    }

    HttpRequest on(HttpRequest request, int attempt) {
        HttpHeaders.Builder headers = request.headers().toBuilder();
        headers.set("User-Agent", userAgent);
        if (request.headers().first("Accept").isEmpty()) {
            headers.set("Accept", "application/json");
        }
        profile.attemptHeaders().accept(headers);
        options.headers().forEach((name, value) -> addForeign(headers, name, value));
        if (!interceptors.isEmpty()) {
            CallInterceptor.Attempt seen = new CallInterceptor.Attempt(
                    operation,
                    attempt,
                    request.method(),
                    String.valueOf(request.uri().getRawAuthority()),
                    String.valueOf(request.uri().getRawPath()));
            for (CallInterceptor interceptor : interceptors) {
                interceptor.beforeAttempt(seen, (name, value) -> addForeign(headers, name, value));
            }
        }
        return request.withHeaders(headers.build());
    }

    private static void addForeign(HttpHeaders.Builder headers, String name, String value) {
        if (OURS.contains(name.toLowerCase(Locale.ROOT))
                || headers.build().first(name).isPresent()) {
            throw new IllegalArgumentException("The header " + name + " is set by the SDK and cannot be added");
        }
        headers.add(name, value);
    }
}
