package dev.imagecopy.huawei.ims.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.OuterDocument;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.credentials.SettingJson;
import dev.imagecopy.core.credentials.ToolFile;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file of the vendor's command line, KooCLI: the profiles, and which of them is the current one.
 *
 * @param json the file, in which no name that counts is there twice
 */
record KooCliConfiguration(JsonNode json) {
    static final String WHAT = "the configuration of KooCLI";

    private static final String PROFILES = "profiles";

    private static final List<String> NAMES = Stream.concat(
                    Stream.of(PROFILES),
                    Stream.of(HuaweiSetting.values())
                            .filter(each -> each.place().equals(HuaweiSetting.Place.KOO))
                            .map(HuaweiSetting::key))
            .toList();

    /** Reads the file that a variable names, or the one at its usual place. */
    static KooCliConfiguration read(CredentialLookup lookup) {
        Optional<String> named = lookup.variables().value(HuaweiSetting.KOO_FILE);
        Path path = named.map(text -> SettingFile.named(text, HuaweiSetting.KOO_FILE.key(), HuaweiSetting.taker(text)))
                .orElseGet(() -> lookup.home().resolve(".hcloud").resolve("config.json"));
        String text = new ToolFile(path, WHAT, named.isPresent()).read();
        try {
            JsonNode json = Json.parse(SettingJson.document(text));
            boolean isOne = LenientJson.isPresent(LenientJson.member(json, PROFILES));
            String flaw = isOne ? "" : OuterDocument.flaw(text);
            if (!flaw.isEmpty()) {
                throw failure(WHAT + " is " + flaw);
            }
            return new KooCliConfiguration(requireNamesOnce(json));
        } catch (JsonFormatException notJson) {
            throw SettingJson.refused(text, WHAT, "which belongs in " + HuaweiSetting.CREDENTIALS_FILE.key());
        }
    }

    /** The name of the current profile. */
    String current() {
        return LenientJson.nonEmptyText(LenientJson.member(json, HuaweiSetting.KOO_CURRENT.key()))
                .map(String::strip)
                .filter(named -> !named.isEmpty())
                .orElse("default");
    }

    /** The profiles with a name; KooCLI keeps names apart, but people who edit the file do not. */
    List<JsonNode> named(String name) {
        return LenientJson.items(LenientJson.member(json, PROFILES)).stream()
                .filter(each -> LenientJson.text(LenientJson.member(each, HuaweiSetting.KOO_NAME.key()))
                        .strip()
                        .equals(name))
                .distinct()
                .toList();
    }

    /**
     * Finds a profile.
     *
     * @param setting where the name is from, for the message
     * @throws CredentialsException if there is none, or if there are several that differ
     */
    JsonNode profile(String name, String setting) {
        List<JsonNode> found = named(name);
        if (found.size() != 1) {
            throw failure(
                    found.isEmpty()
                            ? WHAT + " has no profile with the name in " + setting
                            : WHAT + " has several profiles with the name in " + setting + ", which differ");
        }
        return requireNamesOnce(found.get(0));
    }

    boolean isEncrypted() {
        return LenientJson.asBoolean(LenientJson.member(json, HuaweiSetting.KOO_ENCRYPTED.key()))
                .orElse(false);
    }

    /** KooCLI takes the last of several names that differ in case only, other readers the first. */
    static JsonNode requireNamesOnce(JsonNode object) {
        LenientJson.ambiguous(object, NAMES).ifPresent(name -> {
            throw failure(WHAT + " has " + name + " twice, in different case and with different values");
        });
        return object;
    }

    static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }

    /** Shows no value. */
    @Override
    public String toString() {
        return "KooCliConfiguration";
    }
}
