package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.Setting;
import dev.imagecopy.core.credentials.SwappedKey;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names that one source has for the parts of its credentials; not every source has every part.
 *
 * @param settings the names
 * @param others what people write there under the names of another tool, and has no effect
 */
record KeyNames(Map<Part, HuaweiSetting> settings, List<Unused> others) {
    KeyNames(Map<Part, HuaweiSetting> settings) {
        this(settings, List.of());
    }

    enum Part {
        IDP_ID,
        ID_TOKEN_FILE,
        AK,
        SK,
        SECURITY_TOKEN,
        EXPIRES_AT,
        PROJECT_ID,
        DOMAIN_ID,
        REGION,
        INSECURE,
        IAM_ENDPOINT,
        AGENCY_NAME,
        AGENCY_DOMAIN_NAME,
        AGENCY_DOMAIN_ID,
        AGENCY_DURATION
    }

    /** The environment variables of the vendor's SDK. Its address of the identity service applies to the whole client. */
    static final KeyNames OF_SDK = new KeyNames(Map.of(
            Part.IDP_ID, HuaweiSetting.IDP_ID,
            Part.ID_TOKEN_FILE, HuaweiSetting.ID_TOKEN_FILE,
            Part.AK, HuaweiSetting.AK,
            Part.SK, HuaweiSetting.SK,
            Part.SECURITY_TOKEN, HuaweiSetting.SECURITY_TOKEN,
            Part.PROJECT_ID, HuaweiSetting.PROJECT_ID,
            Part.DOMAIN_ID, HuaweiSetting.DOMAIN_ID));

    /** A section of the vendor's file. */
    static final KeyNames OF_FILE = new KeyNames(
            Map.of(
                    Part.IDP_ID, HuaweiSetting.FILE_IDP_ID,
                    Part.ID_TOKEN_FILE, HuaweiSetting.FILE_ID_TOKEN_FILE,
                    Part.AK, HuaweiSetting.FILE_AK,
                    Part.SK, HuaweiSetting.FILE_SK,
                    Part.SECURITY_TOKEN, HuaweiSetting.FILE_SECURITY_TOKEN,
                    Part.PROJECT_ID, HuaweiSetting.FILE_PROJECT_ID,
                    Part.DOMAIN_ID, HuaweiSetting.FILE_DOMAIN_ID,
                    Part.REGION, HuaweiSetting.FILE_REGION_NAME,
                    Part.IAM_ENDPOINT, HuaweiSetting.FILE_IAM_ENDPOINT),
            List.of(
                    unread(HuaweiSetting.FILE_TOKEN_OF_KOO, HuaweiSetting.FILE_SECURITY_TOKEN),
                    unread(HuaweiSetting.FILE_STS_TOKEN, HuaweiSetting.FILE_SECURITY_TOKEN),
                    unread(HuaweiSetting.FILE_SESSION_TOKEN, HuaweiSetting.FILE_SECURITY_TOKEN),
                    new Unused(HuaweiSetting.FILE_AGENCY_OF_KOO.key(), HuaweiUnusedSettings.AGENCY),
                    new Unused(HuaweiSetting.FILE_AGENCY.key(), HuaweiUnusedSettings.AGENCY),
                    new Unused(HuaweiSetting.FILE_ASSUMED_AGENCY.key(), HuaweiUnusedSettings.AGENCY),
                    new Unused(HuaweiSetting.FILE_SOURCE_PROFILE.key(), HuaweiUnusedSettings.AGENCY)));

    /** The environment variables of the vendor's other tools. */
    static final KeyNames OF_TOOLS = new KeyNames(Map.of(
            Part.AK, HuaweiSetting.TOOL_AK,
            Part.SK, HuaweiSetting.TOOL_SK,
            Part.SECURITY_TOKEN, HuaweiSetting.TOOL_SECURITY_TOKEN,
            Part.PROJECT_ID, HuaweiSetting.TOOL_PROJECT_ID,
            Part.AGENCY_NAME, HuaweiSetting.TOOL_AGENCY_NAME,
            Part.AGENCY_DOMAIN_NAME, HuaweiSetting.TOOL_AGENCY_DOMAIN_NAME,
            Part.AGENCY_DOMAIN_ID, HuaweiSetting.TOOL_AGENCY_DOMAIN_ID,
            Part.AGENCY_DURATION, HuaweiSetting.TOOL_AGENCY_DURATION));

    /** A profile of KooCLI. */
    static final KeyNames OF_KOO_CLI = new KeyNames(
            Map.ofEntries(
                    Map.entry(Part.AK, HuaweiSetting.KOO_AK),
                    Map.entry(Part.SK, HuaweiSetting.KOO_SK),
                    Map.entry(Part.SECURITY_TOKEN, HuaweiSetting.KOO_SECURITY_TOKEN),
                    Map.entry(Part.EXPIRES_AT, HuaweiSetting.KOO_EXPIRES_AT),
                    Map.entry(Part.INSECURE, HuaweiSetting.KOO_INSECURE),
                    Map.entry(Part.PROJECT_ID, HuaweiSetting.KOO_PROJECT_ID),
                    Map.entry(Part.AGENCY_NAME, HuaweiSetting.KOO_AGENCY_NAME),
                    Map.entry(Part.AGENCY_DOMAIN_NAME, HuaweiSetting.KOO_AGENCY_DOMAIN_NAME),
                    Map.entry(Part.AGENCY_DOMAIN_ID, HuaweiSetting.KOO_AGENCY_DOMAIN_ID),
                    Map.entry(Part.REGION, HuaweiSetting.KOO_REGION),
                    Map.entry(Part.DOMAIN_ID, HuaweiSetting.KOO_DOMAIN_ID)),
            List.of(unread(HuaweiSetting.KOO_TOKEN_OF_FILE, HuaweiSetting.KOO_SECURITY_TOKEN)));

    private static Unused unread(HuaweiSetting other, HuaweiSetting proper) {
        return new Unused(other.key(), "the name in this file is " + proper.key());
    }

    /** Whether they are names of variables, which do not exist if none of them is set. */
    boolean areVariables() {
        return place().equals(HuaweiSetting.Place.VARIABLE);
    }

    /** The names of all entries that are read in this file, and of those that change neither identity nor target. */
    List<String> known() {
        return Stream.concat(
                        Stream.of(HuaweiSetting.values())
                                .filter(each -> each.place().equals(place()))
                                .map(HuaweiSetting::key),
                        KooCliEntries.HARMLESS.stream().filter(each -> place().equals(HuaweiSetting.Place.KOO)))
                .toList();
    }

    /** The file in messages. */
    String file() {
        return place().equals(HuaweiSetting.Place.KOO) ? KooCliConfiguration.WHAT : "the credentials file";
    }

    private String place() {
        return of(Part.AK).map(HuaweiSetting::place).orElse("");
    }

    /** The settings of several parts, as far as the source has these. */
    List<HuaweiSetting> all(Part... parts) {
        return Arrays.stream(parts).flatMap(part -> of(part).stream()).toList();
    }

    /** Checks that the id and the secret of the key are not in each other's place, and that no part was never filled in. */
    void requireInPlace(NamedSettings present) {
        Optional<HuaweiSetting> id = of(Part.AK);
        Optional<HuaweiSetting> secret = of(Part.SK);
        if (id.isPresent() && secret.isPresent()) {
            SwappedKey.requireInPlace(
                    present,
                    id.get(),
                    secret.get(),
                    of(Part.SECURITY_TOKEN).stream().toArray(Setting[]::new));
        }
    }

    Optional<HuaweiSetting> of(Part part) {
        return Optional.ofNullable(settings.get(part));
    }

    /** The name of a part in messages. */
    String key(Part part) {
        return of(part).map(HuaweiSetting::key).orElse("");
    }
}
