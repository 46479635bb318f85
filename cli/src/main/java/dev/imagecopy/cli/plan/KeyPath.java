package dev.imagecopy.cli.plan;

/** Paths as {@code images[2].targets[0].region}. */
final class KeyPath {
    private KeyPath() {}

    static String join(String path, String key) {
        String shown = ShownText.of(key);
        return path.isEmpty() ? shown : path + "." + shown;
    }
}
