package dev.imagecopy.huawei.ims.auth;

import static dev.imagecopy.huawei.ims.auth.KooCliConfiguration.WHAT;
import static dev.imagecopy.huawei.ims.auth.KooCliConfiguration.failure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.error.CredentialsException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A profile of the vendor's command line, KooCLI, in {@code ~/.hcloud/config.json}, if it is stored as plain text. By default,
 * KooCLI encrypts it in a way of its own; the message then says so.
 *
 * <p>The mode of a profile decides which of its entries count, as in KooCLI:
 *
 * <ul>
 *   <li>AKSK: its access key. An agency beside the key is assumed with it, as Terraform's provider for Huawei Cloud does.
 *   <li>SSO: its login.
 *   <li>AssumeRole, which older versions call agency: its agency, which the key of the profile in {@code sourceProfile} assumes,
 *       or without that entry the profile's own key. Without an agency the profile is rejected: the key alone is another identity.
 *   <li>ecsAgency: the agency of the machine, whatever key is beside it.
 * </ul>
 *
 * @param lookup where the names of the file and the profile are looked up
 * @see <a href="https://support.huaweicloud.com/intl/en-us/usermanual-hcli/hcli_03_003_01.html">the entries of each mode</a>
 * @see <a href="https://support.huaweicloud.com/usermanual-hcli/hcli_05_10.html">the modes</a>
 */
record KooCliProfile(CredentialLookup lookup) implements Function<Instant, NamedSettings> {
    private static final String SOURCE = HuaweiSetting.KOO_SOURCE_PROFILE.key();

    @Override
    public NamedSettings apply(Instant now) {
        KooCliConfiguration configuration = KooCliConfiguration.read(lookup);
        String name = name(configuration);
        JsonNode profile = configuration.profile(name, HuaweiSetting.KOO_PROFILE.key() + " or current");
        KooCliMode mode = KooCliMode.of(profile);
        KooCliEntries own = readable(configuration, profile, now);
        if (mode == KooCliMode.AGENCY) {
            return assuming(configuration, name, own, now);
        }
        if (!own.hasKey() && mode != KooCliMode.KEY) {
            throw failure("the profile of KooCLI has no access key, and its mode is not supported");
        }
        if (mode == KooCliMode.OTHER) {
            throw failure(
                    "the profile of KooCLI is of another mode than AKSK, which does not use the access key beside it;"
                            + " hcloud configure set --cli-mode=AKSK makes it count");
        }
        return own;
    }

    /**
     * Returns the setting that names the identity, so that no other may take its place: the variable with the profile's name, or
     * an entry about an agency. Empty if there is none, or if the file cannot be read.
     */
    String identity() {
        if (lookup.variables().value(HuaweiSetting.KOO_PROFILE).isPresent()) {
            return HuaweiSetting.KOO_PROFILE.key();
        }
        try {
            KooCliConfiguration configuration = KooCliConfiguration.read(lookup);
            return configuration.named(name(configuration)).stream()
                    .map(KooCliMode::agency)
                    .flatMap(Optional::stream)
                    .map(HuaweiSetting::key)
                    .findFirst()
                    .orElse("");
        } catch (CredentialsException unreadable) {
            return "";
        }
    }

    private String name(KooCliConfiguration configuration) {
        return lookup.variables().value(HuaweiSetting.KOO_PROFILE).orElseGet(configuration::current);
    }

    private static KooCliEntries readable(KooCliConfiguration configuration, JsonNode profile, Instant now) {
        KooCliEntries entries = KooCliEntries.of(profile, now);
        KooCliConfiguration.requireNamesOnce(entries.login());
        if (configuration.isEncrypted() || entries.isEncrypted()) {
            throw failure(WHAT + " is encrypted, so that KooCLI alone can read it:"
                    + " hcloud configure set --cli-auth-encrypt=false keeps it as plain text");
        }
        return entries;
    }

    /** A profile that stands for an agency, with the key that assumes it. */
    private static KooCliEntries assuming(
            KooCliConfiguration configuration, String name, KooCliEntries profile, Instant now) {
        if (profile.value(HuaweiSetting.KOO_AGENCY_NAME).isEmpty()) {
            throw failure("the profile of KooCLI assumes an agency, but has no " + HuaweiSetting.KOO_AGENCY_NAME.key());
        }
        Optional<String> named = profile.value(HuaweiSetting.KOO_SOURCE_PROFILE);
        if (named.isEmpty()) {
            if (!profile.hasKey()) {
                throw failure("the profile of KooCLI assumes an agency, but has neither a " + SOURCE + " nor a key");
            }
            return profile;
        }
        if (named.get().equals(name)) {
            throw failure(SOURCE + " names the profile itself, not the one whose key assumes the agency");
        }
        JsonNode source = configuration.profile(named.get(), SOURCE);
        KooCliMode mode = KooCliMode.of(source);
        KooCliEntries entries = readable(configuration, source, now);
        if (!entries.hasKey()
                || mode == KooCliMode.OTHER
                || KooCliMode.agency(source).isPresent()) {
            throw failure("the profile that " + SOURCE + " names must have a key of its own, and no agency");
        }
        return KooCliEntries.assumedBy(entries, profile.profile());
    }
}
