package dev.imagecopy.servicefabric.model;

import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.spi.Checks;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The limits of the copy call, and what it must not do. */
final class ServiceFabricValidation {
    /**
     * The maximum that a cluster accepts: seconds in an unsigned 32-bit number. For anything longer the cluster silently uses
     * 60 s.
     */
    static final Duration MAX_TIMEOUT = Duration.ofSeconds(4_294_967_295L);

    /** For the network in both directions and the gateway's own queue. */
    static final Duration MARGIN = Duration.ofSeconds(15);

    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /** The gateway's limit for a request body, unless the cluster is configured otherwise. */
    static final int MAX_BODY = 4_194_304;

    /** For two paths in which every character may have to be escaped, and for the short members. */
    private static final int ROOM_FOR_OTHER_MEMBERS = 2 * 2 * PathRules.MAX_BYTES + 200;

    private ServiceFabricValidation() {}

    /** Rounds up, so that half a second does not become zero. */
    static Duration wholeSeconds(Duration timeout) {
        return timeout.getNano() == 0 ? timeout : Duration.ofSeconds(timeout.getSeconds() + 1);
    }

    static void timeouts(
            Checks checks,
            Optional<ServiceFabricApiVersion> version,
            Optional<Duration> server,
            Optional<Duration> client) {
        Duration serverTimeout = server.orElse(null);
        boolean valid = serverTimeout == null
                || (!serverTimeout.isNegative()
                        && !serverTimeout.isZero()
                        && serverTimeout.compareTo(MAX_TIMEOUT) <= 0);
        checks.check(valid, "serverTimeout must be more than zero and at most 4294967295 s");
        checks.check(
                serverTimeout == null || version.orElse(ServiceFabricApiVersion.V6_0) != ServiceFabricApiVersion.V1_0,
                "serverTimeout cannot be set with api version 1.0, which gives every copy 60 s");
        if (client.isPresent() && valid) {
            Duration clientTimeout = client.get();
            Duration longest = wholeSeconds(server.orElse(DEFAULT_TIMEOUT));
            checks.check(
                    clientTimeout.compareTo(longest) > 0,
                    "clientTimeout must be longer than the server's timeout of " + longest.toSeconds() + " s");
            checks.check(
                    clientTimeout.compareTo(MAX_TIMEOUT.plus(MAX_TIMEOUT)) <= 0,
                    "clientTimeout must be at most twice the longest server timeout");
        }
    }

    static void paths(
            Checks checks,
            Optional<ImageStorePath> source,
            Optional<ImageStorePath> destination,
            boolean reservedAllowed) {
        if (destination.isPresent()) {
            checks.check(
                    reservedAllowed || !destination.get().isReserved(),
                    "remoteDestination must not be in the trees Store and WindowsFabricStore, which hold what the cluster"
                            + " has provisioned, unless allowReservedDestination() says so");
            checks.check(
                    source.isEmpty() || !source.get().overlaps(destination.get()),
                    "remoteSource and remoteDestination must not be the same or lie one inside the other: the cluster"
                            + " deletes the destination first, and the source with it");
        }
    }

    static void skipFiles(Checks checks, Optional<List<String>> skipFiles) {
        if (skipFiles.isEmpty()) {
            return;
        }
        List<String> names = skipFiles.get();
        for (int i = 0; i < names.size(); i++) {
            checkSkipFile(checks, "skipFiles[" + i + "]", names.get(i));
        }
        List<String> written = names.stream().filter(Objects::nonNull).toList();
        int size = Json.write(Json.object().set("SkipFiles", Json.array(written))).length + ROOM_FOR_OTHER_MEMBERS;
        checks.check(
                size <= MAX_BODY,
                "skipFiles make a body of up to " + size + " bytes, and a gateway takes at most " + MAX_BODY);
    }

    private static void checkSkipFile(Checks checks, String field, @Nullable String name) {
        if (name == null) {
            checks.check(false, field + " must not be null");
        } else if (name.isEmpty()) {
            checks.check(false, field + " must not be empty");
        } else {
            checks.check(
                            name.indexOf('/') < 0 && name.indexOf('\\') < 0,
                            field
                                    + " can never match: only the last part of a path is compared, so it must not contain a"
                                    + " separator")
                    .check(
                            name.indexOf('*') < 0 && name.indexOf('?') < 0,
                            field + " can never match: there are no wildcards")
                    .check(
                            !PathRules.hasControls(name) && !PathRules.hasUnpairedSurrogate(name),
                            field + " must not contain control characters or half a surrogate pair")
                    .check(
                            !name.equals(".") && !name.equals(".."),
                            field + " can never match: no file is named '.' or '..'")
                    .check(
                            !PathRules.isBlank(name.charAt(0)) && !PathRules.isBlank(name.charAt(name.length() - 1)),
                            field + " can never match: file names neither begin nor end with a space")
                    .check(
                            !name.equalsIgnoreCase(StoreEntry.MARKER_NAME),
                            field + " must not be _.dir: folders below the destination would look incomplete");
        }
    }
}
