package dev.imagecopy.core.credentials;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The environment variables of this process. */
record SystemVariables() implements NamedSettings {

    @Override
    public @Nullable String lookUp(String name) {
        return System.getenv(name);
    }

    @Override
    public Set<String> names() {
        return System.getenv().keySet();
    }
}
