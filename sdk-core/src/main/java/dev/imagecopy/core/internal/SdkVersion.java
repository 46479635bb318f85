package dev.imagecopy.core.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The SDK's version, as the build wrote it down. */
final class SdkVersion {
    private static final String VERSION = read();

    private SdkVersion() {}

    static String userAgent(String suffix) {
        String own = "image-copy-sdk-java/" + VERSION;
        return suffix.isBlank() ? own : own + " " + suffix.strip();
    }

    private static String read() {
        try (InputStream file = SdkVersion.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties cannot be read", e);
        }
    }
}
