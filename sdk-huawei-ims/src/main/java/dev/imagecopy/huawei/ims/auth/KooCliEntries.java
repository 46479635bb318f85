package dev.imagecopy.huawei.ims.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.TokenLife;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.core.json.LenientJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one profile of KooCLI, and of the login that it may hold. The parts of a key all come from one of the two, since
 * those of two keys do not belong together.
 *
 * @param profile the profile
 * @param login the key of its login; a missing node if there is none
 * @param usesLogin whether the key is that of the login
 */
record KooCliEntries(JsonNode profile, JsonNode login, boolean usesLogin) implements NamedSettings {
    private static final Set<String> KEY = Set.of(
            HuaweiSetting.KOO_AK.key(),
            HuaweiSetting.KOO_SK.key(),
            HuaweiSetting.KOO_SECURITY_TOKEN.key(),
            HuaweiSetting.KOO_EXPIRES_AT.key());

    private static final Unused OWN_KEY =
            new Unused(HuaweiSetting.KOO_AK.key(), "the profile's mode is SSO, so the key of its login is used");
    private static final Unused ENDED_LOGIN = new Unused(
            HuaweiSetting.KOO_MODE.key(), "the profile's login has no key that holds, so its own access key is used");

    /** Chooses the key: of the login if the profile has no other, or if its mode says so and the login holds. */
    static KooCliEntries of(JsonNode profile, Instant now) {
        JsonNode login = LenientJson.member(LenientJson.member(profile, "ssoAuth"), "stsToken");
        boolean hasOwn = entry(profile, HuaweiSetting.KOO_AK.key()).isPresent();
        boolean loginHolds = entry(login, HuaweiSetting.KOO_AK.key()).isPresent()
                && entry(login, HuaweiSetting.KOO_EXPIRES_AT.key())
                        .flatMap(TokenLife::moment)
                        .filter(end -> !end.equals(Instant.EPOCH) && !end.isAfter(now))
                        .isEmpty();
        return new KooCliEntries(profile, login, !hasOwn || (isLogin(profile) && loginHolds));
    }

    private static boolean isLogin(JsonNode profile) {
        return entry(profile, HuaweiSetting.KOO_MODE.key())
                .filter("SSO"::equalsIgnoreCase)
                .isPresent();
    }

    @Override
    public @Nullable String lookUp(String name) {
        Optional<String> own = entry(profile, name);
        if (KEY.contains(name)) {
            return (usesLogin ? entry(login, name) : own).orElse(null);
        }
        return own.or(() -> entry(login, name)).orElse(null);
    }

    /** The id of the profile's own key, whether or not it is used; empty if it has none. */
    String ownId() {
        return entry(profile, HuaweiSetting.KOO_AK.key()).orElse("");
    }

    /** What the profile says about its identity that is not acted on. */
    List<Unused> unused() {
        boolean hasBoth =
                !ownId().isEmpty() && entry(login, HuaweiSetting.KOO_AK.key()).isPresent();
        if (!hasBoth || !isLogin(profile)) {
            return List.of();
        }
        return List.of(usesLogin ? OWN_KEY : ENDED_LOGIN);
    }

    private static Optional<String> entry(JsonNode object, String name) {
        return LenientJson.nonEmptyText(LenientJson.member(object, name));
    }

    /** Shows no value. */
    @Override
    public String toString() {
        return "KooCliEntries";
    }
}
