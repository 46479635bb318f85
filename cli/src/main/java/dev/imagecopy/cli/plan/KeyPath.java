package dev.imagecopy.cli.plan;

/** Paths as {@code images[2].targets[0].region}. */
final class KeyPath {
    private KeyPath() {}

    /** The path of a key that plans have, which is no secret: checking that takes longer than all else. */
    static String known(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The path of a key that the user has chosen. */
    static String join(String path, String key) {
        return known(path, ShownText.of(key));
    }
}
