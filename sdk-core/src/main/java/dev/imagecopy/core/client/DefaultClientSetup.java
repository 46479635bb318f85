package dev.imagecopy.core.client;

import dev.imagecopy.core.credentials.AddressFlaw;
import dev.imagecopy.core.credentials.LocalAddress;
import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.internal.EngineSettings;
import dev.imagecopy.core.internal.operation.DefaultRuntimeStarter;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.ClientSetup;
import dev.imagecopy.core.spi.RuntimeStarter;
import dev.imagecopy.core.spi.WireAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Validates the settings that all clients share. */
record DefaultClientSetup(Optional<URI> endpoint, EngineSettings settings, boolean plaintextAllowed)
        implements ClientSetup {

    /** The range of a socket timeout. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private static final Duration LONGEST = Duration.ofDays(24);

    private static final int SHORTEST_KEY = 32;

    @Override
    public void check(Checks checks) {
        if (endpoint.isPresent()) {
            checkEndpoint(checks, endpoint.get());
        }
        Duration connect = settings.connectTimeout();
        String suffix = settings.userAgentSuffix();
        checks.check(
                        connect.compareTo(SHORTEST) >= 0 && connect.compareTo(LONGEST) <= 0,
                        "connectTimeout must be from 1 ms to 24 days")
                .check(isPositive(settings.attemptTimeout()), "attemptTimeout must be positive")
                .check(isPositive(settings.callTimeout()), "callTimeout must be positive")
                .check(
                        settings.resumeTokenKey().isEmpty()
                                || settings.resumeTokenKey().get().reveal().length() >= SHORTEST_KEY,
                        "resumeTokenKey must have at least " + SHORTEST_KEY + " characters")
                .length("userAgentSuffix", suffix, 0, 100)
                .check(Checks.isVisibleAscii(suffix.replace(" ", "")), "userAgentSuffix must be visible ASCII");
    }

    @Override
    public void checkEndpoint(Checks checks, URI base) {
        String scheme = base.getScheme() == null ? "" : base.getScheme();
        boolean https = "https".equalsIgnoreCase(scheme);
        boolean http = "http".equalsIgnoreCase(scheme);
        String secret = MisplacedSecret.kindIn(base);
        String flaw = base.getHost() == null ? AddressFlaw.of(base) : "";
        String name = base.getHost() == null ? "" : AddressFlaw.ofName(base.getHost());
        checks.check(
                base.getHost() != null && (https || http),
                "endpoint ".concat(flaw.isEmpty() ? "must be an absolute https address with a host" : flaw));
        if (!secret.isEmpty()) {
            checks.check(false, "endpoint must not contain " + secret);
        } else {
            checks.check(name.isEmpty(), "endpoint ".concat(name));
        }
        checks.check(base.getRawUserInfo() == null, "endpoint must not contain user info")
                .check(base.getRawQuery() == null, "endpoint must not contain a query")
                .check(base.getRawFragment() == null, "endpoint must not contain a fragment")
                .check(
                        base.getPort() >= -1 && base.getPort() != 0 && base.getPort() <= 65_535,
                        "endpoint must have a port from 1 to 65535, or none")
                .check(
                        base.getRawPath() == null || !hasDotSegment(base.getRawPath()),
                        "endpoint must not contain the path segments '.' and '..'")
                .check(
                        Checks.isVisibleAscii(base.toString()),
                        "endpoint must be visible ASCII: write other characters percent-encoded, host names as punycode")
                .check(
                        !http
                                || plaintextAllowed
                                || LocalAddress.isLoopback(WireAddress.of(base).getHost()),
                        "endpoint must use https; http is accepted for loopback, or after allowPlaintext()");
    }

    @Override
    public RuntimeStarter prepareRuntime() {
        return DefaultRuntimeStarter.of(settings);
    }

    /** A segment of one or two dots in any encoding: it would address another resource than the one that is signed. */
    private static boolean hasDotSegment(String rawPath) {
        for (String segment : rawPath.split("/", -1)) {
            String plain = segment.replace("%2e", ".").replace("%2E", ".");
            if (plain.equals(".") || plain.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
