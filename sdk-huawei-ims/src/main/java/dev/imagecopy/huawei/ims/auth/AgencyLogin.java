package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.spi.CallExecutor;
import java.time.Duration;

/**
 * The temporary key of an agency of another account.
 *
 * @param base the credentials that assume the agency
 */
record AgencyLogin(CredentialsSource<HuaweiCredentials> base, String agency, String domain, Duration duration)
        implements CredentialsSource<HuaweiCredentials> {

    @Override
    public CredentialsProvider<HuaweiCredentials> connect(ClientConnection<HuaweiCredentials> connection) {
        CallExecutor calls = connection.signedBy(base.connect(connection));
        HuaweiIamCalls.Agency login = new HuaweiIamCalls.Agency(agency, domain, duration.toSeconds());
        return () -> calls.execute(HuaweiIamCalls.ASSUME_AGENCY, login, CallOptions.defaults());
    }
}
