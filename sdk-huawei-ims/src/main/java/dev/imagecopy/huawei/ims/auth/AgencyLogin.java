package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.spi.CallExecutor;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The temporary key of an agency of another account.
 *
 * @param base who takes it on
 * @param login the agency, and whose it is
 * @param place where the key is meant for: the project and the identity service of the credentials that take it on
 */
record AgencyLogin(CredentialsSource<HuaweiCredentials> base, HuaweiIamCalls.Agency login, Place place)
        implements CredentialsSource<HuaweiCredentials> {
    /** Bounds of the service. */
    private static final long SHORTEST_SECONDS = 900;

    private static final long LONGEST_SECONDS = 86_400;

    /** What the base's settings say beside the key; empty for a base that is told by the program. */
    record Place(Optional<String> projectId, Optional<URI> iam) {
        static final Place NONE = new Place(Optional.empty(), Optional.empty());
    }

    /** The agency of another account, by the account's name. */
    static AgencyLogin of(CredentialsSource<HuaweiCredentials> base, String agency, String domain, Duration duration) {
        return new AgencyLogin(
                base,
                new HuaweiIamCalls.Agency(agency, Optional.of(domain), Optional.empty(), duration.toSeconds(), ""),
                Place.NONE);
    }

    /** The agency that settings name beside a key. */
    static AgencyLogin named(
            HuaweiCredentials key,
            String agency,
            Optional<String> domain,
            Optional<String> domainId,
            Optional<String> seconds,
            String secondsKey) {
        Place place = new Place(key.projectId(), key.iamEndpoint());
        return new AgencyLogin(
                CredentialsSource.of(key),
                new HuaweiIamCalls.Agency(
                        agency,
                        domain,
                        domainId,
                        seconds.map(text -> seconds(text, secondsKey))
                                .orElse(Duration.ofHours(1).toSeconds()),
                        place.iam().map(URI::toString).orElse("")),
                place);
    }

    private static long seconds(String text, String setting) {
        try {
            long seconds = Long.parseLong(text);
            if (seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS) {
                return seconds;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new CredentialsException(
                setting + " must be a number of seconds, 900 to 86400", ErrorContext.none(false), null);
    }

    @Override
    public CredentialsProvider<HuaweiCredentials> connect(ClientConnection<HuaweiCredentials> connection) {
        CallExecutor calls = connection.signedBy(base.connect(connection));
        return () -> {
            HuaweiCredentials key =
                    connection.issued(calls, HuaweiIamCalls.ASSUME_AGENCY, login, CallOptions.defaults());
            HuaweiCredentials placed = place.projectId().map(key::inProject).orElse(key);
            return place.iam().map(placed::askingIam).orElse(placed);
        };
    }
}
