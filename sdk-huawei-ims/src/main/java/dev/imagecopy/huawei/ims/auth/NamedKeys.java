package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.SettingAddress;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.huawei.ims.auth.KeyNames.Part;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Credentials from named settings, as in the environment and the files of the vendor's tools. The settings of an identity
 * provider take precedence over an access key, as in the vendor's SDK; an access key next to an agency assumes the agency.
 *
 * @param settings the settings, which are read again each time
 * @param names the names of the parts in this source
 */
record NamedKeys(Supplier<NamedSettings> settings, KeyNames names) implements CredentialsSource<HuaweiCredentials> {

    @Override
    public CredentialsProvider<HuaweiCredentials> connect(ClientConnection<HuaweiCredentials> connection) {
        UnusedSettings told = new UnusedSettings("HuaweiImsClient");
        CredentialsProvider<HuaweiCredentials> fetched = connection.cached(
                () -> exchange(settings.get()).connect(connection).resolve());
        CredentialsProvider<HuaweiCredentials> either = new CredentialsProvider<>() {
            @Override
            public HuaweiCredentials resolve() {
                NamedSettings present = settings.get();
                if (value(present, Part.DOMAIN_ID).isPresent()) {
                    told.warn(new Unused(names.key(Part.DOMAIN_ID), HuaweiUnusedSettings.DOMAIN));
                }
                return isFederated(present) || hasAgency(present) ? fetched.resolve() : key(present);
            }

            @Override
            public void invalidate(HuaweiCredentials refused) {
                fetched.invalidate(refused);
            }
        };
        return connection.explained(either, "");
    }

    private boolean isFederated(NamedSettings present) {
        return value(present, Part.IDP_ID).isPresent()
                && value(present, Part.ID_TOKEN_FILE).isPresent();
    }

    private boolean hasAgency(NamedSettings present) {
        return value(present, Part.AGENCY_NAME).isPresent();
    }

    private CredentialsSource<HuaweiCredentials> exchange(NamedSettings present) {
        return isFederated(present) ? login(present) : agency(present);
    }

    private IdTokenLogin login(NamedSettings present) {
        String file = value(present, Part.ID_TOKEN_FILE).orElse("");
        return new IdTokenLogin(
                value(present, Part.IDP_ID).orElse(""),
                SettingFile.named(file, names.key(Part.ID_TOKEN_FILE), HuaweiSetting.taker(file)),
                value(present, Part.PROJECT_ID).orElse(""),
                iam(present));
    }

    private AgencyLogin agency(NamedSettings present) {
        Optional<String> domain = value(present, Part.AGENCY_DOMAIN_NAME);
        Optional<String> domainId = value(present, Part.AGENCY_DOMAIN_ID);
        if (domain.isEmpty() && domainId.isEmpty()) {
            throw failure(names.key(Part.AGENCY_NAME) + " is set without " + names.key(Part.AGENCY_DOMAIN_NAME) + " or "
                    + names.key(Part.AGENCY_DOMAIN_ID) + ", which says whose agency it is");
        }
        return AgencyLogin.named(
                key(present),
                value(present, Part.AGENCY_NAME).orElse(""),
                domain,
                domainId,
                value(present, Part.AGENCY_DURATION),
                names.key(Part.AGENCY_DURATION));
    }

    private HuaweiCredentials key(NamedSettings present) {
        Optional<String> accessKey = value(present, Part.AK);
        Optional<String> secretKey = value(present, Part.SK);
        if (accessKey.isEmpty() || secretKey.isEmpty()) {
            throw failure(names.key(Part.AK) + " and " + names.key(Part.SK) + " are not both set");
        }
        HuaweiCredentials key = value(present, Part.SECURITY_TOKEN)
                .map(token -> HuaweiCredentials.temporary(accessKey.get(), secretKey.get(), token))
                .orElseGet(() -> HuaweiCredentials.accessKey(accessKey.get(), secretKey.get()));
        HuaweiCredentials placed =
                value(present, Part.PROJECT_ID).map(key::inProject).orElse(key);
        return iam(present).map(placed::askingIam).orElse(placed);
    }

    private Optional<URI> iam(NamedSettings present) {
        return value(present, Part.IAM_ENDPOINT)
                .map(address -> SettingAddress.host(address, names.key(Part.IAM_ENDPOINT)));
    }

    private Optional<String> value(NamedSettings present, Part part) {
        return names.of(part).flatMap(present::value);
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }

    /** Shows only the source. */
    @Override
    public String toString() {
        return "NamedKeys[" + names.key(Part.AK) + "]";
    }
}
