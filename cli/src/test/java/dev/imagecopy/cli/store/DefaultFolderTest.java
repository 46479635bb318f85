package dev.imagecopy.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefaultFolderTest {
    private static final Path HOME = Path.of("/home/u");

    @Test
    void of_followsTheSystem() {
        assertThat(DefaultFolder.of(name -> null, "Linux", HOME)).isEqualTo(Path.of("/home/u/.local/state/imagecopy"));
        assertThat(DefaultFolder.of(name -> null, "Mac OS X", HOME))
                .isEqualTo(Path.of("/home/u/Library/Application Support/imagecopy"));
        assertThat(DefaultFolder.of(name -> null, "Windows 11", HOME))
                .isEqualTo(Path.of("/home/u/AppData/Local/imagecopy"));
    }

    @Test
    void of_followsTheVariable_unlessItIsRelativeOrEmpty() {
        assertThat(DefaultFolder.of(Map.of("XDG_STATE_HOME", "/states")::get, "Linux", HOME))
                .isEqualTo(Path.of("/states/imagecopy"));
        assertThat(DefaultFolder.of(Map.of("XDG_STATE_HOME", "states")::get, "Linux", HOME))
                .isEqualTo(Path.of("/home/u/.local/state/imagecopy"));
        assertThat(DefaultFolder.of(Map.of("XDG_STATE_HOME", "")::get, "Linux", HOME))
                .isEqualTo(Path.of("/home/u/.local/state/imagecopy"));
    }
}
