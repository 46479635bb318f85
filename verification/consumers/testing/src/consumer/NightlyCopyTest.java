package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.NoLeaksExtension;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.junit.Simulator;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application's test, with whatever JUnit and path it is compiled on. */
@ExtendWith(NoLeaksExtension.class)
class NightlyCopyTest {
    @Test
    void copyWhoseReplyIsLost_isFoundAgain(@Simulator HuaweiImsSimulator service) throws Exception {
        try (HuaweiImsClient ims = client(service)) {
            service.script(Timeline.polls(1).failing("IMG.0040", "The disk is full"));
            service.failNext(Fault.loseReply().on("copyImage"));

            Operation<HuaweiImage> copy = ims.copyImage(request());

            assertThrows(OperationFailedException.class, () -> copy.await(Duration.ofMinutes(1)));
            assertEquals(1, service.copies().size());
        }
    }

    @Test
    void eachTest_hasAServiceOfItsOwn(@Simulator HuaweiImsSimulator service) throws Exception {
        try (HuaweiImsClient ims = client(service)) {
            ims.copyImage(request()).await(Duration.ofMinutes(1));
        }
        service.assertOneArrival("copyImage");
        service.assertNothingCopiedTwice();
    }

    private static HuaweiImsClient client(HuaweiImsSimulator service) {
        return HuaweiImsClient.builder()
                .endpoint(service.endpoint())
                .region(HuaweiImsSimulator.REGION)
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .credentials(HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
                .build();
    }

    private static HuaweiCopyImageRequest request() {
        return HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("golden-2026-11")
                .build();
    }
}
