package dev.imagecopy.bulk.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.operation.StoredRequest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobKeysTest {
    private static final CopyRequest REQUEST = new CopyRequest() {};
    private static final StoredRequest TEXT = new StoredRequest("copy", "{\"version\":1}");

    private static String key(String run, CopyJob job) {
        return new JobKeys(run).id(job, "huawei-ims", "project", TEXT).key(1);
    }

    @Test
    void key_isAUuidOfVersion8_theSameInEveryStart() {
        String key = key("night", CopyJob.copy("a", REQUEST));
        assertThat(UUID.fromString(key).version()).isEqualTo(8);
        assertThat(UUID.fromString(key).variant()).isEqualTo(2);
        assertThat(key).isEqualTo(key("night", CopyJob.copy("renamed", REQUEST)));
        assertThat(key).startsWith(new JobKeys("night").prefix());
    }

    @Test
    void key_differsByRun_modeIdentityAndAttempt() {
        CopyJob job = CopyJob.copy("a", REQUEST);
        assertThat(key("night", job))
                .isNotEqualTo(key("other", job))
                .isNotEqualTo(key("night", CopyJob.ensure("a", REQUEST)))
                .isNotEqualTo(key("night", job.withId("7")));
        JobKeys.JobId id = new JobKeys("night").id(job, "huawei-ims", "project", TEXT);
        assertThat(JobKeys.job(id.key(2))).isEqualTo(JobKeys.job(id.key(1)));
        assertThat(JobKeys.attempt(id.key(300))).isEqualTo(300);
        String lastOfRun = key("night", job).substring(9);
        assertThat(key("other", job)).as("more than the first 32 bits").doesNotContain(lastOfRun);
    }

    @Test
    void copies_thatAreAlike_haveKeysOfTheirOwn_andEnsuredOnesHaveOne() {
        JobKeys keys = new JobKeys("");
        CopyJob copy = CopyJob.copy("a", REQUEST);
        CopyJob ensure = CopyJob.ensure("a", REQUEST);
        assertThat(keys.id(copy, "p", "s", TEXT)).isNotEqualTo(keys.id(copy, "p", "s", TEXT));
        assertThat(keys.id(ensure, "p", "s", TEXT)).isEqualTo(keys.id(ensure, "p", "s", TEXT));
    }

    @Test
    void seenJobs_countsEachHash() {
        SeenJobs seen = new SeenJobs();
        for (long hash = 0; hash < 5000; hash++) {
            assertThat(seen.count(hash * 0x9e3779b97f4a7c15L + 7)).isZero();
        }
        assertThat(seen.count(7)).isEqualTo(1);
        assertThat(seen.count(7)).isEqualTo(2);
    }
}
