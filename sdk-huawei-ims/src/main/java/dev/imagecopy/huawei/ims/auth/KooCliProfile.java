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
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A profile of the vendor's command line, KooCLI, in {@code ~/.hcloud/config.json}, if it is stored as plain text. By default,
 * KooCLI encrypts it in a way of its own; the message then says so.
 *
 * @param lookup where the names of the file and the profile are looked up
 * @see <a href="https://support.huaweicloud.com/intl/en-us/usermanual-hcli/hcli_03_002.html">the vendor's page</a>
 */
record KooCliProfile(CredentialLookup lookup) implements Supplier<NamedSettings> {
    private static final String WHAT = "the configuration of KooCLI";
    private static final Set<String> KEY = Set.of(
            HuaweiSetting.KOO_AK.key(),
            HuaweiSetting.KOO_SK.key(),
            HuaweiSetting.KOO_SECURITY_TOKEN.key(),
            HuaweiSetting.KOO_EXPIRES_AT.key());

    @Override
    public NamedSettings get() {
        JsonNode configuration = read();
        String profile = lookup.variables().value(HuaweiSetting.KOO_PROFILE).orElseGet(() -> LenientJson.nonEmptyText(
                        LenientJson.member(configuration, HuaweiSetting.KOO_CURRENT.key()))
                .map(String::strip)
                .filter(named -> !named.isEmpty())
                .orElse("default"));
        JsonNode found = LenientJson.items(LenientJson.member(configuration, "profiles")).stream()
                .filter(each -> LenientJson.text(LenientJson.member(each, HuaweiSetting.KOO_NAME.key()))
                        .strip()
                        .equals(profile))
                .findFirst()
                .orElseThrow(() -> failure(
                        WHAT + " has no profile with the name in " + HuaweiSetting.KOO_PROFILE.key() + " or current"));
        boolean encrypted = LenientJson.asBoolean(LenientJson.member(configuration, HuaweiSetting.KOO_ENCRYPTED.key()))
                .orElse(false);
        JsonNode login = LenientJson.member(LenientJson.member(found, "ssoAuth"), "stsToken");
        String id = LenientJson.text(LenientJson.member(found, HuaweiSetting.KOO_AK.key()));
        JsonNode holder = id.isEmpty() ? login : found; // the parts of two keys do not belong together
        NamedSettings entries = name -> KEY.contains(name)
                ? LenientJson.nonEmptyText(LenientJson.member(holder, name)).orElse(null)
                : LenientJson.nonEmptyText(LenientJson.member(found, name))
                        .or(() -> LenientJson.nonEmptyText(LenientJson.member(login, name)))
                        .orElse(null);
        if (encrypted || !(id.isEmpty() || Checks.isId(id))) {
            throw failure(WHAT + " is encrypted, so that KooCLI alone can read it:"
                    + " hcloud configure set --cli-auth-encrypt=false keeps it as plain text");
        }
        if (entries.value(HuaweiSetting.KOO_AK).isEmpty() && !isKeyMode(entries)) {
            throw failure("the profile of KooCLI has no access key, and its mode is not supported");
        }
        return entries;
    }

    /** The mode of a profile that has an access key, or that was never filled in. */
    private static boolean isKeyMode(NamedSettings profile) {
        return profile.value(HuaweiSetting.KOO_MODE).orElse("AKSK").equalsIgnoreCase("AKSK");
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
