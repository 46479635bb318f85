package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.NamedSettings;
import java.util.Optional;

/**
 * The name of a profile or section. Only a name that a program gave is shown, and none that is a secret: who sets a variable or
 * edits a file may have put a key there.
 *
 * @param value the name
 * @param shown what messages call it
 */
record ProfileName(String value, String shown) {

    /** The name that a program gave, else the one that the environment names, else another. */
    static ProfileName of(Optional<String> given, NamedSettings variables, ProfileName otherwise) {
        return given.map(ProfileName::given)
                .or(() -> variables
                        .value(AlibabaSetting.PROFILE)
                        .map(name ->
                                new ProfileName(name, "of the name that " + AlibabaSetting.PROFILE.key() + " tells")))
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
