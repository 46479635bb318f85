package dev.imagecopy.cli.clients;

import dev.imagecopy.cli.plan.yaml.YamlNode;
import dev.imagecopy.cli.plan.yaml.YamlReader;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The configuration of the vendor's command line {@code yc}. Read again on each use. */
final class YcConfig {
    private final CredentialLookup lookup;
    private final Path file;

    YcConfig(CredentialLookup lookup) {
        this.lookup = lookup;
        this.file = lookup.home().resolve(".config").resolve("yandex-cloud").resolve("config.yaml");
    }

    static YcConfig ofUser() {
        return new YcConfig(CredentialLookup.system());
    }

    /** Where else the user's credentials are looked up. */
    CredentialLookup lookup() {
        return lookup;
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    /**
     * Reads a profile.
     *
     * @param name its name; empty for the current one
     * @throws CredentialsException if there is none, or if it cannot be read
     */
    YcProfile profile(Optional<String> name) {
        YamlNode.Mapping root = mapping(Optional.of(read())).orElseThrow(() -> unusable("is not a configuration"));
        String chosen = name.or(() -> text(root, "current")).orElse("default");
        YamlNode.Mapping profile = mapping(root.value("profiles"))
                .flatMap(profiles -> mapping(profiles.value(chosen)))
                .orElseThrow(() -> YcProfile.unusable("the configuration of yc has no profile " + chosen
                        + "; yc config profile list shows the profiles"));
        return new YcProfile(chosen, profile, lookup);
    }

    /**
     * The credentials of a profile, read when they are needed.
     *
     * @param name the profile's name; empty for the current one
     * @param apiHost the host of the installation that the account is in; empty if the account names addresses of its own
     */
    CredentialsSource<YandexCredentials> credentials(Optional<String> name, Optional<String> apiHost) {
        CredentialsSource<YandexCredentials> late = connection -> new CredentialsProvider<>() {
            private @Nullable CredentialsProvider<YandexCredentials> provider; // guarded by this

            @Override
            public synchronized YandexCredentials resolve() {
                if (provider == null) {
                    YcProfile profile = profile(name);
                    apiHost.ifPresent(profile::requireInstallation);
                    provider = profile.credentials().connect(connection);
                }
                return provider.resolve();
            }
        };
        return late.cached();
    }

    private YamlNode read() {
        try {
            return YamlReader.read(Files.readAllBytes(file)).root().orElseThrow(() -> unusable("is not YAML"));
        } catch (IOException e) {
            throw unusable("cannot be read");
        }
    }

    private CredentialsException unusable(String reason) {
        return YcProfile.unusable("the configuration of yc, " + file + ", " + reason + "; yc init writes it");
    }

    static Optional<String> text(YamlNode.Mapping mapping, String key) {
        return mapping.value(key)
                .filter(YamlNode.Text.class::isInstance)
                .map(YamlNode.Text.class::cast)
                .filter(text -> !text.isNothing())
                .map(YamlNode.Text::value);
    }

    static Optional<YamlNode.Mapping> mapping(Optional<YamlNode> node) {
        return node.filter(YamlNode.Mapping.class::isInstance).map(YamlNode.Mapping.class::cast);
    }
}
