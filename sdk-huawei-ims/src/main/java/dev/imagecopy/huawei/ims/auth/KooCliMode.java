package dev.imagecopy.huawei.ims.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.json.LenientJson;
import java.util.Locale;
import java.util.Optional;

/**
 * What a profile of KooCLI stands for.
 *
 * @see <a href="https://support.huaweicloud.com/usermanual-hcli/hcli_05_10.html">the modes</a>
 */
enum KooCliMode {
    /** The access key of the profile. */
    KEY,
    /** The key of the profile's login. */
    LOGIN,
    /** An agency, which the key of another profile assumes. */
    AGENCY,
    /** The agency of the machine, or a token or password, which newer versions no longer know. */
    OTHER;

    /** A profile without a mode is an older one, or was never filled in; one with the key of another profile needs no mode. */
    static KooCliMode of(JsonNode profile) {
        Optional<String> mode = entry(profile, HuaweiSetting.KOO_MODE);
        if (mode.isEmpty()) {
            return entry(profile, HuaweiSetting.KOO_SOURCE_PROFILE).isPresent() ? AGENCY : KEY;
        }
        return switch (mode.get().toLowerCase(Locale.ROOT)) {
            case "aksk" -> KEY;
            case "sso" -> LOGIN;
            case "agency", "assumerole" -> AGENCY;
            default -> OTHER;
        };
    }

    /** The entry by which a profile names an agency; empty if it names none. */
    static Optional<HuaweiSetting> agency(JsonNode profile) {
        KooCliMode mode = of(profile);
        if (mode == OTHER) {
            return Optional.empty();
        }
        for (HuaweiSetting each :
                new HuaweiSetting[] {HuaweiSetting.KOO_AGENCY_NAME, HuaweiSetting.KOO_SOURCE_PROFILE}) {
            if (entry(profile, each).isPresent()) {
                return Optional.of(each);
            }
        }
        return mode == AGENCY ? Optional.of(HuaweiSetting.KOO_MODE) : Optional.empty();
    }

    private static Optional<String> entry(JsonNode profile, HuaweiSetting setting) {
        return LenientJson.nonEmptyText(LenientJson.member(profile, setting.key()))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}
