package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a failed copy has left is deleted before the next attempt, which needs its name. */
class DeletionTest {
    private static final HuaweiCopyImageRequest GOLDEN = HuaweiCopyImageRequest.builder()
            .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
            .name("golden")
            .build();
    private static final TargetLook.Leftover<HuaweiImage> LEFTOVER =
            new TargetLook.Leftover<>("left", "killed", TargetLook.Match.NAME);

    private final ManualTimeSource time = new ManualTimeSource();
    private final HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
    private final HuaweiImsClient client = Clients.inProcess(simulator, time).build();

    @BeforeEach
    void leave() {
        simulator.addImage(HuaweiImsSimulator.PROJECT_ID, "left", "golden");
        simulator.setImageStatus(HuaweiImsSimulator.PROJECT_ID, "left", "killed");
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    private CompletableFuture<?> delete() {
        return client.copies().deleteAsync(GOLDEN, LEFTOVER, CallOptions.defaults());
    }

    @Test
    void deletion_whileListsStillShowTheImage_isNotDone() {
        simulator.lingerAfterDelete(3);

        CompletableFuture<?> deletion = delete();
        assertThat(deletion).isNotDone();
        time.runUntilDone(deletion).join();

        assertThat(client.findImage("left")).isEmpty();
        simulator.assertArrivals("deleteImage", 1);
    }

    @Test
    void deletion_ofWhatIsGoneAlready_isDone() {
        time.runUntilDone(delete()).join();
        time.runUntilDone(delete()).join();

        simulator.assertArrivals("deleteImage", 2);
    }

    @Test
    void deletion_whenListsShowTheImageForEver_isDoneAfterAMinute() {
        simulator.lingerAfterDelete(1_000);

        time.runUntilDone(delete()).join();

        assertThat(time.nanoTime()).isLessThanOrEqualTo(Duration.ofMinutes(1).toNanos());
    }

    @Test
    void deletion_whenNoListCanBeRead_isDone() {
        simulator.failNext(HuaweiImsSimulator.gatewayError(403, "APIGW.0302", "Not allowed to list.")
                .on("listImages")
                .times(10));

        time.runUntilDone(delete()).join();

        assertThat(simulator.imageIds(HuaweiImsSimulator.PROJECT_ID)).doesNotContain("left");
    }

    @Test
    void lookUp_ofAnImageThatIsListedAsDeleted_isAsIfItWereGone() {
        simulator.setImageStatus(HuaweiImsSimulator.PROJECT_ID, "left", "deleted");

        assertThat(client.copies().lookUp(GOLDEN, CallOptions.defaults())).isInstanceOf(TargetLook.Missing.class);
    }
}
