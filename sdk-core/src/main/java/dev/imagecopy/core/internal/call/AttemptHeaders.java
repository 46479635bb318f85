package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.CallInterceptor;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.internal.EngineSettings;
import dev.imagecopy.core.spi.ProviderProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Adds headers to requests: ours, the provider's, the call's own and the interceptors'. */
final class AttemptHeaders {
    private static final String VERSION = version();

    private static final Set<String> OURS = Set.of(
            "accept-encoding",
            "authorization",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "cookie",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent");

    private final ProviderProfile<?> profile;
    private final List<CallInterceptor> interceptors;
    private final HttpHeaders common;
    private final boolean ofPolls;

    /** @param ofPolls whether the calls are polls, which an interceptor that throws does not end */
    AttemptHeaders(ProviderProfile<?> profile, EngineSettings settings, boolean ofPolls) {
        this.profile = profile;
        this.interceptors = settings.interceptors();
        this.ofPolls = ofPolls;
        this.common = HttpHeaders.builder()
                .add("User-Agent", userAgent(settings.userAgentSuffix()))
                .add("Accept", "application/json")
                .build();
    }

    private static String userAgent(String suffix) {
        String own = "image-copy-sdk-java/".concat(VERSION);
        return suffix.isBlank() ? own : String.join(" ", own, suffix.strip());
    }

    /** The SDK's version, as written by the build. */
    private static String version() {
        try (InputStream file = AttemptHeaders.class.getResourceAsStream("version.txt")) {
            return file == null ? "unknown" : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("version.txt cannot be read", e);
        }
    }

    /** The headers that all calls share. */
    HttpHeaders common() {
        return common;
    }

    /** Rejects invalid options before anything is sent. */
    void check(HttpRequest request, CallOptions options) {
        if (options.headers().size() > 0) {
            HttpHeaders.Builder headers = request.headers().toBuilder();
            profile.attemptHeaders().accept(headers);
            addOptions(headers, options);
        }
    }

    /** Adds the headers that are new in each attempt. */
    HttpRequest onAttempt(HttpRequest request, long callId, String call, int attempt, CallOptions options) {
        HttpHeaders.Builder headers = request.headers().toBuilder();
        profile.attemptHeaders().accept(headers);
        addOptions(headers, options);
        if (!interceptors.isEmpty()) {
            CallInterceptor.Attempt seen = new CallInterceptor.Attempt(
                    callId,
                    call,
                    attempt,
                    request.method(),
                    String.valueOf(request.uri().getRawAuthority()),
                    request.shownPath());
            intercept(seen, headers);
        }
        return request.withHeaders(headers.build());
    }

    /** The next poll may succeed, so for a poll it is a failed attempt; for any other call, its caller decides. */
    private void intercept(CallInterceptor.Attempt seen, HttpHeaders.Builder headers) {
        try {
            for (CallInterceptor interceptor : interceptors) {
                interceptor.beforeAttempt(seen, (name, value) -> addForeign(headers, name, value));
            }
        } catch (Throwable e) { // an interceptor that is not written in Java may throw checked exceptions
            if (!ofPolls) {
                throw e;
            }
            throw new TransportException(
                    "an interceptor broke off with " + e.getClass().getSimpleName(),
                    SendPhase.NOT_SENT,
                    ErrorContext.none(true),
                    e);
        }
    }

    private void addOptions(HttpHeaders.Builder headers, CallOptions options) {
        HttpHeaders further = options.headers();
        for (int i = 0; i < further.size(); i++) {
            addForeign(headers, further.name(i), further.value(i));
        }
    }

    private void addForeign(HttpHeaders.Builder headers, String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (OURS.contains(lower) || profile.signer().owns(lower) || headers.contains(name)) {
            throw new IllegalArgumentException("The header " + name + " is set by the SDK and cannot be added");
        }
        headers.add(name, value);
    }
}
