package dev.imagecopy.verification.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small version of {@code sdk-fleet/kill-test}: 200 copies over three workers, of which two are killed four times, on H2. */
class FleetKillTest {
    private static final int COPIES = 200;
    private static final int KILLS = 4;

    @TempDir
    private Path folder;

    @Test
    void workers_howeverOftenTheyAreKilled_loseNothing_copyNothingTwice_andKeepTheLimits() throws Exception {
        KillRun.Result result;
        try (FleetDatabase database = FleetDatabase.h2(folder)) {
            result = new KillRun(COPIES, KILLS, true, database).run();
        }
        System.out.println(result);
        assertThat(result)
                .hasToString("submitted=200 finished=200 ambiguous=0 lost=0 duplicates=0 kills=4")
                .matches(KillRun.Result::keepsLimits, "keeps the limits");
    }
}
