package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyStatus;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the database refuses to write of one copy. */
class RefusedRowTest {
    private final TestFleet clouds = new TestFleet();

    @AfterEach
    void close() {
        clouds.close();
    }

    @Test
    void rowThatTheDatabaseRefuses_isShown_andStopsNoOtherOfItsGroup() {
        clouds.fleet()
                .submit(Stream.of("silver", "bronze", "iron")
                        .map(name -> CopyJob.copy("ali", TestClients.alibaba("cn-shanghai", name))));
        clouds.database.execute("alter table imagecopy_copy add constraint refuses"
                + " check (not (name = 'silver' and state = 'ENDED'))");
        clouds.runFor(Duration.ofMinutes(39));

        assertThat(clouds.fleet().status().ended(CopyStatus.SUCCEEDED)).isEqualTo(2);
        assertThat(clouds.only().state()).isEqualTo(FleetState.RUNNING);
        assertThat(clouds.only().problem()).containsIgnoringCase("refuses");

        clouds.database.execute("alter table imagecopy_copy drop constraint refuses");
        clouds.runUntilIdle();
        assertThat(clouds.fleet().status().ended(CopyStatus.SUCCEEDED)).isEqualTo(3);
    }
}
