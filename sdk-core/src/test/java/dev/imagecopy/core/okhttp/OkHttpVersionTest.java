package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import okhttp3.OkHttp;
import org.junit.jupiter.api.Test;

/** An OkHttp that is too old is told from the one that we need before anything is sent. */
class OkHttpVersionTest {
    /** As {@code okhttp3.Call} was before version 5.2. */
    private interface OlderCall extends Cloneable {}

    @Test
    void require_withTheOkHttpOfTheBuild_passes() {
        assertThatCode(OkHttpVersion::require).doesNotThrowAnyException();
    }

    @Test
    void require_withAnOlderCall_namesBothVersionsAndTheLineToAdd() {
        assertThatThrownBy(() -> OkHttpVersion.require(OlderCall.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "OkHttp of an unknown version" // this one is in the folder of our tests
                                + " is first on the class path, but the Image Copy SDK requires 5.4.0 or newer: add <dependency>")
                .hasMessageContaining("<artifactId>okhttp</artifactId><version>" + OkHttp.VERSION + "</version>")
                .hasMessageContaining("com.squareup.okhttp3:okhttp:" + OkHttp.VERSION + "\"")
                .hasMessageNotContaining("${");
    }

    @Test
    void require_withAnOkHttpThatDoesNotTellItsVersion_saysSo() throws Exception {
        ClassLoader loader = new WithoutVersions();

        assertThatThrownBy(() -> OkHttpVersion.require(loader.loadClass(OlderCall.class.getName())))
                .hasMessageStartingWith("OkHttp of an unknown version is first");
    }

    /** Loads the older call itself, and knows nothing of OkHttp. */
    private static final class WithoutVersions extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("okhttp3.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.equals(OlderCall.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
