package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.MetadataPatience;
import dev.imagecopy.core.credentials.MetadataSession;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.json.LenientJson;
import java.util.List;
import java.util.Locale;

/**
 * The temporary key of the agency that is bound to an ECS instance.
 *
 * @param isChosen whether the instance was chosen as the source, rather than being one of several places to look
 */
record InstanceAgency(boolean isChosen) implements CredentialsSource<HuaweiCredentials> {
    private static final MetadataSession.Dialect DIALECT = new MetadataSession.Dialect(
            "http://169.254.169.254",
            "/meta-data/latest/api/token",
            "X-Metadata-Token-Ttl-Seconds",
            "X-Metadata-Token");

    @Override
    public CredentialsProvider<HuaweiCredentials> connect(ClientConnection<HuaweiCredentials> connection) {
        MetadataPatience patience = isChosen ? MetadataPatience.chosen() : MetadataPatience.probing();
        return () -> {
            try {
                MetadataSession session = MetadataSession.begin(connection.machine(), DIALECT, "", patience);
                return connection.byOurClock(
                        () -> session.askForKey("/openstack/latest/securitykey", response -> LenientJson.objectWithAny(
                                        List.of("credential"), response)
                                .filter(HuaweiIamCalls::hasKey)
                                .map(document -> HuaweiIamCalls.temporaryKey(document, response))));
            } catch (ApiException e) {
                String told = e.serviceMessage() + " " + e.bodyExcerpt().orElse("");
                if (!e.retryable() && told.toLowerCase(Locale.ROOT).contains("agency")) {
                    throw CredentialsException.absent("no agency is bound to this instance", false);
                }
                if (MetadataSession.isNone(e.status())) {
                    throw CredentialsException.absent("the instance metadata service answered " + e.status(), false);
                }
                throw new CredentialsException(
                                "the instance metadata service answered " + e.status(),
                                ErrorContext.none(e.retryable()),
                                e)
                        .dueTo(e);
            }
        };
    }
}
