package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.NamedSettings;
import java.util.Optional;

/**
 * The name of a profile or section. It is shown only if the program specified it, and if it is not a secret: a variable or file
 * may contain a key in its place.
 *
 * @param value the name
 * @param shown how messages refer to it
 */
record ProfileName(String value, String shown) {

    /** The name that the program specified, otherwise the one from the environment, otherwise another. */
    static ProfileName of(Optional<String> given, NamedSettings variables, ProfileName otherwise) {
        return given.map(ProfileName::given)
                .or(() -> variables
                        .value(AlibabaSetting.PROFILE)
                        .map(name -> new ProfileName(name, "named in " + AlibabaSetting.PROFILE.key())))
                .orElse(otherwise);
    }

    /**
     * The variable that names the profile outright; empty if none does. With {@code ALIBABA_CLOUD_IGNORE_PROFILE}, nobody insists
     * on a profile.
     */
    static String naming(NamedSettings variables) {
        boolean ignored =
                variables.isOn(AlibabaSetting.IGNORE_PROFILE) || variables.isOn(AlibabaSetting.CLI_IGNORE_PROFILE);
        return variables
                .value(AlibabaSetting.PROFILE)
                .filter(name -> !ignored)
                .map(name -> AlibabaSetting.PROFILE.key())
                .orElse("");
    }

    private static ProfileName given(String name) {
        String kind = MisplacedSecret.kind(name);
        return new ProfileName(name, kind.isEmpty() ? name : "of the name that was given, which is " + kind);
    }

    /** As messages show it. */
    @Override
    public String toString() {
        return shown;
    }
}
