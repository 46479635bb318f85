package dev.imagecopy.cli.clients;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentialsProviders;
import dev.imagecopy.cli.plan.PlanAccount.CredentialsPlace;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.CredentialsSource.NamedSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the credentials of an Alibaba account are. */
final class AlibabaPlaces {
    private AlibabaPlaces() {}

    static Place<AlibabaCredentials> of(CredentialsPlace place) {
        if (place.environmentPrefix().isPresent()) {
            String prefix = place.environmentPrefix().get();
            CredentialLookup lookup = Lookups.prefixed(prefix);
            return new Place<>(
                    "the variables that begin with " + prefix,
                    CredentialsSource.chain(List.of(
                            new NamedSource<>(
                                    prefix + "ALIBABA_CLOUD_… variables",
                                    AlibabaCredentialsProviders.environment(lookup)),
                            new NamedSource<>(
                                    prefix + "ALICLOUD_… variables",
                                    AlibabaCredentialsProviders.toolEnvironment(lookup)))));
        }
        if (place.file().isPresent()) {
            return ofFile(place.file().get(), place.profile());
        }
        if (place.profile().isPresent()) {
            Path home = CredentialLookup.system().home();
            Path commandLine = home.resolve(".aliyun").resolve("config.json");
            return ofFile(
                    Files.exists(commandLine)
                            ? commandLine
                            : home.resolve(".alibabacloud").resolve("credentials.ini"),
                    place.profile());
        }
        return new Place<>("the vendor's places in order", AlibabaCredentialsProviders.defaultChain());
    }

    private static Place<AlibabaCredentials> ofFile(Path file, Optional<String> profile) {
        String name =
                profile.map(chosen -> "the profile " + chosen + " in " + file).orElse("the file " + file);
        return new Place<>(
                name,
                file.toString().endsWith(".json")
                        ? AlibabaCredentialsProviders.cliProfile(file, profile)
                        : AlibabaCredentialsProviders.credentialsFile(file, profile));
    }
}
