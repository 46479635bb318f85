package dev.imagecopy.yandex.desktop.model;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that both requests for a new image share.
 *
 * @param <B> the request's own builder
 */
abstract class NewImageBuilder<B extends NewImageBuilder<B>> {
    final Map<String, String> labels = new LinkedHashMap<>();

    Optional<String> folderId = Optional.empty();
    Optional<String> name = Optional.empty();
    Optional<String> description = Optional.empty();

    abstract B self();

    /**
     * Sets the folder that the new image goes to.
     *
     * @param value the folder's id, at most 50 characters; required for a copy of a compute image; otherwise the service
     *     chooses it by default
     * @return this builder
     */
    public B folderId(String value) {
        folderId = Optional.of(requireNonNull(value, "folderId"));
        return self();
    }

    /**
     * Sets the new image's name. The service specifies no pattern for names, and does not require them to be unique.
     *
     * @param value 1 to 50 characters, no control characters; required for a copy of a compute image; otherwise the service
     *     chooses it by default
     * @return this builder
     */
    public B name(String value) {
        name = Optional.of(requireNonNull(value, "name"));
        return self();
    }

    /**
     * Adds a label.
     *
     * @param key 1 to 63 characters of {@code a-z 0-9 - _}, starting with a letter; a repeated key replaces the value
     * @param value at most 63 characters of {@code a-z 0-9 - _}; at most 64 labels in total
     * @return this builder
     */
    public B label(String key, String value) {
        labels.put(requireNonNull(key, "key"), requireNonNull(value, "value"));
        return self();
    }

    /**
     * Adds labels.
     *
     * @param values keys and values, as for {@link #label}
     * @return this builder
     */
    public B labels(Map<String, String> values) {
        requireNonNull(values, "labels").forEach(this::label);
        return self();
    }

    /**
     * Sets the new image's description.
     *
     * @param value at most 1024 characters; default: none
     * @return this builder
     */
    public B description(String value) {
        description = Optional.of(requireNonNull(value, "description"));
        return self();
    }
}
