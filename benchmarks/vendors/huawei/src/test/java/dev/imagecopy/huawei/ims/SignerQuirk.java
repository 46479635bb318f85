package dev.imagecopy.huawei.ims;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Where the vendor's signer departs from its specification, by the names that the vectors use where they have one. */
enum SignerQuirk {
    /** The canonical path is empty. */
    PATH_ONLY_SLASHES(request ->
            request.path().stream().allMatch(String::isEmpty) && request.path().size() > 1),
    /** All but one of the slashes at the end are lost. */
    PATH_ENDS_IN_SLASHES(request -> {
        List<String> path = request.path();
        return path.size() > 2
                && path.get(path.size() - 1).isEmpty()
                && path.get(path.size() - 2).isEmpty();
    }),
    /** Dot segments stay. */
    PATH_DOT_SEGMENTS(request -> request.path().stream().anyMatch(Set.of(".", "..")::contains)),
    /** A path is cut off at a question mark or number sign: it goes through {@link java.net.URL} decoded. */
    PATH_HOLDS_DELIMITER(request ->
            request.path().stream().anyMatch(segment -> segment.indexOf('?') >= 0 || segment.indexOf('#') >= 0)),
    /** A name that needs encoding and has a value is there twice, raw and encoded. */
    QUERY_KEY_NEEDS_ENCODING(request -> request.query().entrySet().stream()
            .anyMatch(parameter -> !parameter.getKey().matches("[A-Za-z0-9._~-]*")
                    && !String.join("", parameter.getValue()).isEmpty())),
    /** Spaces around a header's value stay. */
    HEADER_VALUE_OUTER_SPACES(request -> request.headers().entrySet().stream()
            .anyMatch(header -> !header.getKey().contains("_")
                    && !header.getValue().equals(header.getValue().strip()))),
    /** The scheme's own port stays in the host, whereas HTTP clients leave it out. */
    ENDPOINT_EXPLICIT_443(request -> request.endpoint().endsWith(":443"));

    private final Predicate<RandomSignedRequest> strikes;

    SignerQuirk(Predicate<RandomSignedRequest> strikes) {
        this.strikes = strikes;
    }

    /** Tells whether the vendor's signature of a request is not to be expected. */
    boolean strikes(RandomSignedRequest request) {
        return strikes.test(request);
    }
}
