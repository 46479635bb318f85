package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.fleet.internal.row.StorableText;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that PostgreSQL refuses, each time with all the others of a transaction, or gives back as others. */
class HostileTextTest {
    private final TestFleet clouds = new TestFleet();

    @AfterEach
    void close() {
        clouds.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\ud800b", "b\udc00"})
    void names_thatCannotBeStored_areRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clouds.fleet().submit(text, Stream.empty()))
                .withMessageContaining("characters that databases do not store");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clouds.fleet().worker().name(text))
                .withMessageContaining("characters that databases do not store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\ud800b"})
    void ids_thatCannotBeStored_areThoseOfNoCopy(String id) {
        assertThat(clouds.fleet().copy(id)).isEmpty();
        assertThat(clouds.fleet().cancel(id)).isFalse();
        assertThat(clouds.fleet().retry(id)).isFalse();
    }

    @Test
    void job_ofAClientWhoseNameCannotBeStored_isRefused_andTheOthersAreNot() {
        Fleet fleet = Fleet.builder()
                .dataSource(clouds.database)
                .timeSource(clouds.time)
                .clients(CopyClients.builder()
                        .add("yandex", clouds.workers.get(0).clients.yandex)
                        .add("y\u0000", clouds.workers.get(0).clients.yandex)
                        .build())
                .build();
        FleetSubmission submission = fleet.submit(Stream.of(
                CopyJob.copy("yandex", TestClients.yandex("a")), CopyJob.copy("y\u0000", TestClients.yandex("b"))));
        assertThat(submission.added()).isEqualTo(1);
        assertThat(submission.refusals()).singleElement().satisfies(refusal -> assertThat(refusal.reason())
                .contains("databases do not store"));
    }

    @Test
    void problems_areStoredWithoutWhatCannotBe() {
        assertThat(StorableText.of("a\u0000b\ud800c \ud83d\ude00")).isEqualTo("a\ufffdb\ufffdc \ud83d\ude00");
        assertThat(StorableText.of("plain")).isSameAs(StorableText.of("plain"));
    }
}
