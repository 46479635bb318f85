package dev.imagecopy.cli.clients;

import dev.imagecopy.cli.plan.PlanAccount.CredentialsPlace;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.CredentialsSource.NamedSource;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.auth.YandexCredentialsProviders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the credentials of a Yandex account are. */
final class YandexPlaces {
    private YandexPlaces() {}

    /**
     * Finds the credentials of an account.
     *
     * @param apiHost the host of the installation that the account is in; empty if the account names addresses of its own
     */
    static Place<YandexCredentials> of(CredentialsPlace place, Optional<String> apiHost) {
        if (place.environmentPrefix().isPresent()) {
            String prefix = place.environmentPrefix().get();
            return new Place<>(
                    "the variables that begin with " + prefix,
                    YandexCredentialsProviders.environment(Lookups.prefixed(prefix)));
        }
        if (place.file().isPresent()) {
            Path file = place.file().get();
            return new Place<>("the authorized key in " + file, YandexCredentials.serviceAccountKey(file));
        }
        YcConfig config = YcConfig.ofUser();
        if (place.profile().isPresent()) {
            String profile = place.profile().get();
            return new Place<>("the profile " + profile + " of yc", config.credentials(Optional.of(profile), apiHost));
        }
        return new Place<>("the variables, the profile of yc, the machine's account", inOrder(config, apiHost));
    }

    /** As the client's own chain, with the profile of {@code yc} before the metadata service, which is asked over the network. */
    static CredentialsSource<YandexCredentials> inOrder(YcConfig config, Optional<String> apiHost) {
        if (!config.exists()) {
            return YandexCredentialsProviders.defaultChain();
        }
        List<NamedSource<YandexCredentials>> links = new ArrayList<>();
        links.add(new NamedSource<>("variables", YandexCredentialsProviders.environment(config.lookup())));
        links.add(new NamedSource<>("current profile of yc", config.credentials(Optional.empty(), apiHost)));
        links.add(new NamedSource<>("metadata service", YandexCredentialsProviders.metadataService(config.lookup())));
        return CredentialsSource.chain(links, "yc iam create-token prints a token for YC_IAM_TOKEN");
    }
}
