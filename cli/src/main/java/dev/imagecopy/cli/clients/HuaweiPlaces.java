package dev.imagecopy.cli.clients;

import dev.imagecopy.cli.plan.PlanAccount.CredentialsPlace;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.CredentialsSource.NamedSource;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentialsProviders;
import java.nio.file.Path;
import java.util.List;

/** Where the credentials of a Huawei account are. */
final class HuaweiPlaces {
    private static final String ONLY_SECTION = "basic";

    private HuaweiPlaces() {}

    static Place<HuaweiCredentials> of(CredentialsPlace place) {
        if (place.environmentPrefix().isPresent()) {
            String prefix = place.environmentPrefix().get();
            CredentialLookup lookup = Lookups.prefixed(prefix);
            return new Place<>(
                    "the variables that begin with " + prefix,
                    CredentialsSource.chain(List.of(
                            new NamedSource<>(
                                    prefix + "HUAWEICLOUD_SDK_… variables",
                                    HuaweiCredentialsProviders.environment(lookup)),
                            new NamedSource<>(
                                    prefix + "HW_… variables", HuaweiCredentialsProviders.toolEnvironment(lookup)))));
        }
        if (place.file().isPresent()) {
            Path file = place.file().get();
            String section = place.profile().orElse(ONLY_SECTION);
            return new Place<>(
                    "the section " + section + " of " + file,
                    HuaweiCredentialsProviders.credentialsFile(file, section));
        }
        if (place.profile().isPresent()) {
            String profile = place.profile().get();
            return new Place<>(
                    "the profile " + profile + " of KooCLI",
                    HuaweiCredentialsProviders.kooCli(Lookups.with("HW_PROFILE", profile)));
        }
        return new Place<>("the vendor's places in order", HuaweiCredentialsProviders.defaultChain());
    }
}
