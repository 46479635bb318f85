package dev.imagecopy.huawei.ims.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.credentials.SettingJson;
import dev.imagecopy.core.credentials.ToolFile;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.Checks;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A profile of the vendor's command line, KooCLI, in {@code ~/.hcloud/config.json}, if it is stored as plain text. By default,
 * KooCLI encrypts it in a way of its own; the message then says so. The mode of a profile decides which of its entries count, as
 * in KooCLI: a profile of mode ecsAgency stands for the agency of the machine, whatever key is beside it, and one of mode SSO for
 * its login.
 *
 * @param lookup where the names of the file and the profile are looked up
 * @see <a href="https://support.huaweicloud.com/intl/en-us/usermanual-hcli/hcli_03_002.html">the vendor's page</a>
 * @see <a href="https://support.huaweicloud.com/intl/en-us/usermanual-hcli/hcli_05_10.html">the modes</a>
 */
record KooCliProfile(CredentialLookup lookup) implements Function<Instant, NamedSettings> {
    private static final String WHAT = "the configuration of KooCLI";

    private static final String PROFILES = "profiles";

    private static final List<String> NAMES = Stream.concat(
                    Stream.of(PROFILES),
                    Stream.of(HuaweiSetting.values())
                            .filter(each -> each.place().equals(HuaweiSetting.Place.KOO))
                            .map(HuaweiSetting::key))
            .toList();

    /** The modes that use an access key of the profile, in lower case: the last two assume an agency with it. */
    private static final Set<String> KEY_MODES = Set.of("aksk", "sso", "agency", "assumerole");

    @Override
    public NamedSettings apply(Instant now) {
        JsonNode configuration = requireNamesOnce(read());
        String profile = lookup.variables().value(HuaweiSetting.KOO_PROFILE).orElseGet(() -> LenientJson.nonEmptyText(
                        LenientJson.member(configuration, HuaweiSetting.KOO_CURRENT.key()))
                .map(String::strip)
                .filter(named -> !named.isEmpty())
                .orElse("default"));
        JsonNode found = LenientJson.items(LenientJson.member(configuration, PROFILES)).stream()
                .filter(each -> LenientJson.text(LenientJson.member(each, HuaweiSetting.KOO_NAME.key()))
                        .strip()
                        .equals(profile))
                .findFirst()
                .orElseThrow(() -> failure(
                        WHAT + " has no profile with the name in " + HuaweiSetting.KOO_PROFILE.key() + " or current"));
        boolean encrypted = LenientJson.asBoolean(LenientJson.member(configuration, HuaweiSetting.KOO_ENCRYPTED.key()))
                .orElse(false);
        KooCliEntries entries = KooCliEntries.of(requireNamesOnce(found), now);
        requireNamesOnce(entries.login());
        if (encrypted || !(entries.ownId().isEmpty() || Checks.isId(entries.ownId()))) {
            throw failure(WHAT + " is encrypted, so that KooCLI alone can read it:"
                    + " hcloud configure set --cli-auth-encrypt=false keeps it as plain text");
        }
        // A profile that was never filled in has no mode, and an older one may have a key alone.
        String mode = entries.value(HuaweiSetting.KOO_MODE).orElse("AKSK");
        boolean hasKey = entries.value(HuaweiSetting.KOO_AK).isPresent();
        if (!hasKey && !mode.equalsIgnoreCase("AKSK")) {
            throw failure("the profile of KooCLI has no access key, and its mode is not supported");
        }
        if (hasKey && !KEY_MODES.contains(mode.toLowerCase(Locale.ROOT))) {
            throw failure(
                    "the profile of KooCLI is of another mode than AKSK, which does not use the access key beside it;"
                            + " hcloud configure set --cli-mode=AKSK makes it count");
        }
        return entries;
    }

    /** KooCLI takes the last of several names that differ in case only, other readers the first. */
    private static JsonNode requireNamesOnce(JsonNode object) {
        LenientJson.ambiguous(object, NAMES).ifPresent(name -> {
            throw failure(WHAT + " has " + name + " twice, in different case and with different values");
        });
        return object;
    }

    private JsonNode read() {
        Optional<String> named = lookup.variables().value(HuaweiSetting.KOO_FILE);
        Path path = named.map(text -> SettingFile.named(text, HuaweiSetting.KOO_FILE.key(), HuaweiSetting.taker(text)))
                .orElseGet(() -> lookup.home().resolve(".hcloud").resolve("config.json"));
        String text = new ToolFile(path, WHAT, named.isPresent()).read();
        try {
            return Json.parse(SettingJson.document(text));
        } catch (JsonFormatException notJson) {
            throw SettingJson.refused(text, WHAT, "which belongs in " + HuaweiSetting.CREDENTIALS_FILE.key());
        }
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
