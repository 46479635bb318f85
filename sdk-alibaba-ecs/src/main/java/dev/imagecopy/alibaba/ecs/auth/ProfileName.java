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
