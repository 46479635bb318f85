package dev.imagecopy.cli.interrupt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionsTest {
    private final List<String> done = new ArrayList<>();

    @Test
    void firstSignal_detaches_furtherOnesLeave() {
        Interruptions interruptions = Interruptions.unregistered(() -> done.add("detach"), () -> done.add("leave"));
        assertThat(interruptions.happened()).isFalse();

        interruptions.signal();
        interruptions.signal();
        interruptions.signal();

        assertThat(done).containsExactly("detach", "leave", "leave");
        assertThat(interruptions.happened()).isTrue();
    }

    @Test
    void listen_canFollowListen() {
        Interruptions.listen(() -> done.add("one")).close();

        try (Interruptions interruptions = Interruptions.listen(() -> done.add("two"))) {
            assertThat(interruptions.happened()).isFalse();
        }
        assertThat(done).isEmpty();
    }
}
