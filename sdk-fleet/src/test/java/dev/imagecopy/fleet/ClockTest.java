package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ForwardingTimeSource;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers whose machines' clocks are wrong. */
class ClockTest {
    private static final Duration OFF = Duration.ofMinutes(10);

    private final TestFleet clouds = new TestFleet();

    @AfterEach
    void close() {
        clouds.close();
    }

    /** The clocks of a machine whose time of day is ten minutes off. */
    private static final class WrongClock extends ForwardingTimeSource {
        private final Duration off;

        WrongClock(TimeSource right, Duration off) {
            super(right);
            this.off = off;
        }

        @Override
        public Instant now() {
            return super.now().plus(off);
        }

        @Override
        public void close() {}
    }

    @Test
    void databaseTime_isTheDatabases_whateverTheMachineSays() {
        try (ManualTimeSource machine = new ManualTimeSource()) { // which is months behind
            TimeSource time = DatabaseTimeSource.of(clouds.database, machine);
            Instant begun = time.now();
            assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofMinutes(-1), Duration.ofMinutes(1));
            machine.jumpWallClock(OFF);
            assertThat(time.now()).isEqualTo(begun);
            clouds.database.away(true);
            machine.advance(Duration.ofMinutes(2));
            assertThat(Duration.between(begun, time.now())).isEqualTo(Duration.ofMinutes(2));
        }
    }

    /** Its clients were not built with the fleet's time source, so what it would write could not be compared with other rows. */
    @Test
    void worker_whoseClientsGoByAWrongClock_sendsNothing_andTheOthersDo() {
        for (Duration off : List.of(OFF, OFF.negated())) {
            clouds.workers.add(new TestWorker(
                    clouds,
                    "wrong by " + off,
                    clouds.time,
                    settings -> settings,
                    network -> network,
                    new WrongClock(clouds.time, off)));
        }
        clouds.fleet().submit(FleetTest.oneEach("golden"));
        clouds.runUntilIdle();

        assertThat(clouds.fleet().copies().toList())
                .hasSize(4)
                .allSatisfy(copy -> assertThat(copy.outcome().status()).isEqualTo(CopyStatus.SUCCEEDED));
        clouds.simulators().forEach(Simulator::assertNothingCopiedTwice);
    }
}
