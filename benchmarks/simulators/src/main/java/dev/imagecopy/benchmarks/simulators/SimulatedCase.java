package dev.imagecopy.benchmarks.simulators;

import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.Timeline;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The first test that an application would write: a copy that is asked for once and is then done. */
class SimulatedCase {
    @Test
    void copyImage_isDone() {
        try (HuaweiImsSimulator service = HuaweiImsSimulator.start();
                HuaweiImsClient ims = HuaweiImsClient.builder()
                        .endpoint(service.endpoint())
                        .region(HuaweiImsSimulator.REGION)
                        .projectId(HuaweiImsSimulator.PROJECT_ID)
                        .credentials(HuaweiCredentials.accessKey(
                                HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
                        .build()) {
            service.script(Timeline.immediate());
            HuaweiCopyImageRequest request = HuaweiCopyImageRequest.builder()
                    .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                    .name("golden-2026-11")
                    .build();

            Assertions.assertEquals(
                    OperationState.SUCCEEDED, ims.copyImage(request).poll().state());

            service.assertNothingCopiedTwice();
        }
    }
}
