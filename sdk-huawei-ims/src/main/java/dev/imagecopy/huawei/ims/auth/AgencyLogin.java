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
 * @param base the credentials that assume the agency
 * @param login the agency and the account that owns it
 * @param place where the key is to be used: the project and the identity service of the credentials that assume the agency
 */
record AgencyLogin(CredentialsSource<HuaweiCredentials> base, HuaweiIamCalls.Agency login, Place place)
        implements CredentialsSource<HuaweiCredentials> {
    /** The service's limits. */
    private static final long SHORTEST_SECONDS = 900;

    private static final long LONGEST_SECONDS = 86_400;

    /** What the settings of the base contain in addition to the key; empty if the program has passed the base. */
    record Place(Optional<String> projectId, Optional<URI> iam) {
        static final Place NONE = new Place(Optional.empty(), Optional.empty());
    }

    /** An agency of another account, by the account's name. */
    static AgencyLogin of(CredentialsSource<HuaweiCredentials> base, String agency, String domain, Duration duration) {
        return new AgencyLogin(
                base,
                new HuaweiIamCalls.Agency(agency, Optional.of(domain), Optional.empty(), duration.toSeconds(), ""),
                Place.NONE);
    }

    /** The agency that settings name in addition to a key. */
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
            // the message below says so
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
