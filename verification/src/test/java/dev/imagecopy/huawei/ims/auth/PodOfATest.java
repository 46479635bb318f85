package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** In the package of what is used: only here does the source take variables that are not this machine's. */
public final class PodOfATest {
    private PodOfATest() {}

    public static CredentialsSource<HuaweiCredentials> at(URI agent, Path tokenFile) {
        Map<String, String> variables = Map.of(
                HuaweiSetting.POD_ADDRESS.key(), agent.toString(),
                HuaweiSetting.POD_TOKEN_FILE.key(), tokenFile.toString());
        return HuaweiCredentialsProviders.podIdentity(
                new CredentialLookup(name -> null, variables::get, tokenFile.resolveSibling("home")));
    }
}
