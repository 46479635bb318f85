package dev.imagecopy.core.okhttp;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import okhttp3.Call;

/**
 * Detects an OkHttp that is too old, which another library or a platform may have put on the class path. Without this check, the
 * first request would fail with a {@code NoSuchMethodError} that names neither the versions nor the remedy.
 */
final class OkHttpVersion {
    /** The first version with {@code Call.addEventListener}. The version that the SDK is built with is in a resource. */
    private static final String OLDEST = "5.4.0";

    private static final String UNKNOWN = "of an unknown version";

    private OkHttpVersion() {}

    /** @throws IllegalStateException if the OkHttp on the class path is too old; the message names both versions and the remedy */
    static void require() {
        require(Call.class);
    }

    /** @param call the {@code okhttp3.Call} that was loaded; if there are several versions on the class path, that of the first */
    static void require(Class<?> call) {
        for (Method method : call.getMethods()) {
            if (method.getName().equals("addEventListener")) {
                return;
            }
        }
        String newest = newest();
        throw new IllegalStateException("OkHttp " + version(call)
                + " is first on the class path, but the Image Copy SDK requires " + OLDEST
                + " or newer: add <dependency><groupId>com.squareup.okhttp3</groupId><artifactId>okhttp</artifactId><version>"
                + newest + "</version></dependency> to <dependencyManagement>, or in Gradle"
                + " implementation(\"com.squareup.okhttp3:okhttp:" + newest + "\")");
    }

    /**
     * Reads the version reflectively: the compiler would inline a constant. The classes are asked only if they come from the
     * same place as {@code call}, since a newer OkHttp may be further back on the class path.
     */
    private static String version(Class<?> call) {
        ClassLoader loader = call.getClassLoader();
        try {
            Class<?> since4 = loader.loadClass("okhttp3.OkHttp");
            if (isBeside(call, since4)) {
                return String.valueOf(since4.getField("VERSION").get(null));
            }
        } catch (ReflectiveOperationException before4) {
            // OkHttp 3 has another class for it
        }
        try {
            Class<?> before4 = loader.loadClass("okhttp3.internal.Version");
            return isBeside(call, before4)
                    ? String.valueOf(before4.getMethod("userAgent").invoke(null))
                            .replace("okhttp/", "")
                    : UNKNOWN;
        } catch (ReflectiveOperationException neither) {
            return UNKNOWN;
        }
    }

    private static boolean isBeside(Class<?> call, Class<?> other) {
        return Objects.equals(
                call.getProtectionDomain().getCodeSource(),
                other.getProtectionDomain().getCodeSource());
    }

    private static String newest() {
        try (InputStream file = OkHttpVersion.class.getResourceAsStream("okhttp-version.txt")) {
            return file == null ? OLDEST : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            return OLDEST;
        }
    }
}
