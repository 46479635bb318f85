package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.SecretText;
import dev.imagecopy.core.credentials.SettingAddress;
import dev.imagecopy.core.credentials.SwappedKey;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.net.URI;
import java.time.Instant;

/**
 * The key that the command line has stored for a login through a browser and, as long as a CloudSSO login is valid, the next
 * key from its portal. Nothing is written back to the file. An OAuth login is not renewed: each renewal invalidates the
 * previous token, which the command line would still use.
 *
 * @param profile the entries of the profile
 * @param isCloudSso whether the portal may be asked
 * @see <a href="https://github.com/aliyun/aliyun-cli/tree/master/cloudsso">how the command line asks the portal</a>
 */
record CommandLineLogin(NamedSettings profile, boolean isCloudSso) implements CredentialsSource<AlibabaCredentials> {

    @Override
    public CredentialsProvider<AlibabaCredentials> connect(ClientConnection<AlibabaCredentials> connection) {
        Instant now = connection.time().now();
        Instant keyEnds = UnixTime.moment(profile, AlibabaSetting.CLI_STS_EXPIRATION);
        boolean hasKey = profile.value(AlibabaSetting.CLI_KEY_ID).isPresent()
                && profile.value(AlibabaSetting.CLI_STS_TOKEN).isPresent();
        if (hasKey && keyEnds.isAfter(now)) {
            SwappedKey.requireInPlace(
                    profile, AlibabaSetting.CLI_KEY_ID, AlibabaSetting.CLI_KEY_SECRET, AlibabaSetting.CLI_STS_TOKEN);
            return CredentialsProvider.of(AlibabaCredentials.sts(
                    profile.required(AlibabaSetting.CLI_KEY_ID),
                    profile.required(AlibabaSetting.CLI_KEY_SECRET),
                    profile.required(AlibabaSetting.CLI_STS_TOKEN),
                    keyEnds));
        }
        if (!isCloudSso) {
            throw failure(
                    "the key of the OAuth login has ended; let the command line renew it, or log in again with it");
        }
        if (!UnixTime.moment(profile, AlibabaSetting.CLI_SSO_ACCESS_TOKEN_EXPIRE)
                .isAfter(now)) {
            throw failure("the CloudSSO login has ended; log in again with the command line"
                    + " (aliyun configure --mode CloudSSO)");
        }
        String login = profile.required(AlibabaSetting.CLI_SSO_ACCESS_TOKEN);
        String flaw = SecretText.flaw(login);
        if (!flaw.isEmpty()) {
            throw failure(AlibabaSetting.CLI_SSO_ACCESS_TOKEN.key() + " " + flaw);
        }
        CloudSsoQuestion question = new CloudSsoQuestion(
                portal(),
                Secret.of(login),
                profile.required(AlibabaSetting.CLI_SSO_ACCOUNT_ID),
                profile.required(AlibabaSetting.CLI_SSO_ACCESS_CONFIG));
        return connection.explained(
                () -> connection.issued(
                        connection.anonymous(), AlibabaStsCalls.CLOUD_SSO_KEY, question, CallOptions.defaults()),
                "the CloudSSO portal");
    }

    /** The portal's API; the profile contains the address of its web page. */
    private URI portal() {
        String page = profile.required(AlibabaSetting.CLI_SSO_SIGN_IN_URL);
        String setting = AlibabaSetting.CLI_SSO_SIGN_IN_URL.key();
        URI address = SettingAddress.named(page, setting, AlibabaSetting.taker(page));
        return SettingAddress.host(address.getScheme() + "://" + address.getRawAuthority(), setting);
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
