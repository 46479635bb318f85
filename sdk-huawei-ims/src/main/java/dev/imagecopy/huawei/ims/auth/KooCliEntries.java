package dev.imagecopy.huawei.ims.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.TokenLife;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.Checks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one profile of KooCLI. The parts of a key all come from one place, since those of two keys do not belong
 * together: from the profile itself, from its login, or from the profile that assumes the agency of this one.
 *
 * @param profile the profile
 * @param key what contains the key
 * @param login the key of the profile's login; a missing node if there is none
 * @param unused what the profile says about its identity that is not acted on
 */
record KooCliEntries(JsonNode profile, JsonNode key, JsonNode login, List<Unused> unused) implements NamedSettings {
    /** Beyond this length it is no secret of a key, which has 40 characters. */
    private static final int LONGEST_SECRET = 64;

    private static final List<String> KEY = List.of(
            HuaweiSetting.KOO_AK.key(),
            HuaweiSetting.KOO_SK.key(),
            HuaweiSetting.KOO_SECURITY_TOKEN.key(),
            HuaweiSetting.KOO_EXPIRES_AT.key());

    /** The entries of a login, which are all that is read of it. */
    private static final List<String> LOGIN = Stream.of(HuaweiSetting.values())
            .filter(each -> each.place().equals(HuaweiSetting.Place.KOO_LOGIN))
            .map(HuaweiSetting::key)
            .toList();

    /** Entries of a profile that KooCLI writes and that change neither identity nor target. */
    static final List<String> HARMLESS = List.of(
            "readTimeout", "connectTimeout", "retryCount", "custom", "ssoParam", HuaweiSetting.Place.LOGIN.get(0));

    private static final Unused OWN_KEY =
            new Unused(HuaweiSetting.KOO_AK.key(), "the profile's mode is SSO, so the key of its login is used");
    private static final Unused ENDED_LOGIN = new Unused(
            HuaweiSetting.KOO_MODE.key(), "the profile's login has no key that holds, so its own access key is used");
    private static final Unused SOURCE = new Unused(
            HuaweiSetting.KOO_SOURCE_PROFILE.key(), "the profile's mode is not AssumeRole, so its own key is used");

    /** Chooses the key: of the login if the profile has no other, or if its mode says so and the login holds. */
    static KooCliEntries of(JsonNode profile, Instant now) {
        JsonNode login = profile;
        for (String outer : HuaweiSetting.Place.LOGIN) {
            login = LenientJson.member(login, outer);
        }
        boolean hasOwn = entry(profile, HuaweiSetting.KOO_AK.key()).isPresent();
        boolean hasLogin = entry(login, HuaweiSetting.KOO_LOGIN_AK.key()).isPresent();
        boolean loginHolds = hasLogin
                && entry(login, HuaweiSetting.KOO_LOGIN_EXPIRES_AT.key())
                        .flatMap(TokenLife::moment)
                        .filter(end -> !end.equals(Instant.EPOCH) && !end.isAfter(now))
                        .isEmpty();
        KooCliMode mode = KooCliMode.of(profile);
        boolean usesLogin = !hasOwn || (mode == KooCliMode.LOGIN && loginHolds);
        List<Unused> unused = new ArrayList<>();
        if (hasOwn && hasLogin && mode == KooCliMode.LOGIN) {
            unused.add(usesLogin ? OWN_KEY : ENDED_LOGIN);
        }
        if (mode != KooCliMode.AGENCY
                && entry(profile, HuaweiSetting.KOO_SOURCE_PROFILE.key()).isPresent()) {
            unused.add(SOURCE);
        }
        return new KooCliEntries(profile, usesLogin ? login : profile, login, List.copyOf(unused));
    }

    /** A profile whose agency is assumed with the key of another one. */
    static KooCliEntries assumedBy(KooCliEntries source, JsonNode profile) {
        List<Unused> unused = KEY.stream()
                .filter(name -> entry(profile, name).isPresent())
                .limit(1)
                .map(name -> new Unused(
                        name,
                        "the key of the profile that " + HuaweiSetting.KOO_SOURCE_PROFILE.key() + " names is used"))
                .toList();
        return new KooCliEntries(profile, source.key(), MissingNode.getInstance(), unused);
    }

    @Override
    public @Nullable String lookUp(String name) {
        if (KEY.contains(name)) {
            return entry(key, name).orElse(null);
        }
        return entry(profile, name)
                .or(() -> key.equals(login) && LOGIN.contains(name) ? entry(login, name) : Optional.empty())
                .orElse(null);
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        profile.properties().forEach(each -> names.add(each.getKey()));
        return names;
    }

    boolean hasKey() {
        return value(HuaweiSetting.KOO_AK).isPresent();
    }

    /** Whether the profile has a key that only KooCLI can read: ciphertext contains characters that are in no key. */
    boolean isEncrypted() {
        return isCiphertext(profile) || isCiphertext(key);
    }

    private static boolean isCiphertext(JsonNode holder) {
        String secret = entry(holder, HuaweiSetting.KOO_SK.key()).orElse("");
        return !entry(holder, HuaweiSetting.KOO_AK.key()).map(Checks::isId).orElse(true)
                || secret.length() > LONGEST_SECRET
                || secret.chars().anyMatch(c -> "+/=".indexOf(c) >= 0);
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
