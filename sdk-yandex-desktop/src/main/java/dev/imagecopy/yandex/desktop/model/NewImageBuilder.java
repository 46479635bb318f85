package dev.imagecopy.yandex.desktop.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What both requests for a new image say of it.
 *
 * @param <B> the request's own builder
 */
abstract class NewImageBuilder<B extends NewImageBuilder<B>> {
    final Map<String, String> labels = new LinkedHashMap<>();

    @Nullable
    String folderId;

    @Nullable
    String name;

    @Nullable
    String description;

    abstract B self();

    /** What a request keeps. */
    final Map<String, String> copyOfLabels() {
        return labels.isEmpty() ? Collections.emptyMap() : Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /**
     * Sets the folder that the new image goes to.
     *
     * @param value the folder's id, at most 50 characters; required for a copy of a compute image, else by default the
     *     service's choice
     * @return this builder
     */
    public B folderId(String value) {
        folderId = value;
        return self();
    }

    /**
     * Names the new image. The service states no pattern for names, and not that they must be unique.
     *
     * @param value 1 to 50 characters, no control characters; required for a copy of a compute image, else by default the
     *     service's choice
     * @return this builder
     */
    public B name(String value) {
        name = value;
        return self();
    }

    /**
     * Adds a label.
     *
     * @param key 1 to 63 characters out of {@code a-z 0-9 - _}, a letter first; a key given again replaces the value
     * @param value at most 63 characters out of {@code a-z 0-9 - _}; at most 64 labels in all
     * @return this builder
     */
    public B label(String key, String value) {
        labels.put(key, value);
        return self();
    }

    /**
     * Adds labels.
     *
     * @param values keys and values, as for {@link #label}
     * @return this builder
     */
    public B labels(Map<String, String> values) {
        labels.putAll(values);
        return self();
    }

    /**
     * Describes the new image.
     *
     * @param value at most 1024 characters; default: none
     * @return this builder
     */
    public B description(String value) {
        description = value;
        return self();
    }
}
