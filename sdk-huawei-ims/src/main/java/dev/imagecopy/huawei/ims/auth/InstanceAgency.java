package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.MetadataSession;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.Locale;

/** The temporary key of the agency that is bound to an ECS instance. */
record InstanceAgency() implements CredentialsSource<HuaweiCredentials> {
    private static final MetadataSession.Dialect DIALECT = new MetadataSession.Dialect(
            "http://169.254.169.254",
            "/meta-data/latest/api/token",
            "X-Metadata-Token-Ttl-Seconds",
            "X-Metadata-Token");

    @Override
    public CredentialsProvider<HuaweiCredentials> connect(ClientConnection<HuaweiCredentials> connection) {
        return () -> {
            try {
                return MetadataSession.begin(connection.anonymous(), DIALECT, "")
                        .ask(
                                "/openstack/latest/securitykey",
                                question ->
                                        question.returningJson((body, response) -> HuaweiIamCalls.temporaryKey(body)));
            } catch (ApiException e) {
                String told = e.serviceMessage() + " " + e.bodyExcerpt().orElse("");
                boolean noAgency = told.toLowerCase(Locale.ROOT).contains("agency");
                throw new CredentialsException(
                        noAgency
                                ? "no agency is bound to this instance"
                                : "the instance metadata service answered " + e.status(),
                        ErrorContext.none(e.retryable()),
                        e);
            }
        };
    }
}
