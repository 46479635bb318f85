package dev.imagecopy.examples;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.junit.Simulator;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What README.md shows for the tests of an application. */
class NightlyCopyTest {
    @Test
    void aCopyWhoseReplyIsLost_isFoundAgain(@Simulator HuaweiImsSimulator service) throws InterruptedException {
        service.script(Timeline.polls(1).failing("IMG.0040", "The disk is full"));
        service.failNext(Fault.loseReply().on("copyImage"));
        try (HuaweiImsClient ims = HuaweiImsClient.builder()
                .endpoint(service.endpoint())
                .region(HuaweiImsSimulator.REGION)
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .credentials(HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
                .build()) {
            Operation<HuaweiImage> copy = ims.copyImage(HuaweiCopyImageRequest.builder()
                    .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                    .name("golden-2026-11")
                    .build());

            assertThrows(OperationFailedException.class, () -> copy.await(Duration.ofMinutes(1)));
        }
        service.assertOneArrival("copyImage");
        service.assertNothingCopiedTwice();
    }
}
