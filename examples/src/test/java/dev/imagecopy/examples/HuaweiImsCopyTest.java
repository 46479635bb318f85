package dev.imagecopy.examples;

import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.Simulator;
import java.time.Duration;

class HuaweiImsCopyTest extends CopyProgramTest {
    private final HuaweiImsSimulator service = HuaweiImsSimulator.start();

    @Override
    Simulator service() {
        return service;
    }

    @Override
    int run(String secret, Duration patience, String... arguments) throws InterruptedException {
        HuaweiImsClient.Builder settings = HuaweiImsClient.builder()
                .endpoint(service.endpoint())
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .credentials(HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, secret))
                .pollPolicy(FastPolling.POLICY);
        return HuaweiImsCopy.run(settings, patience, out, arguments);
    }

    @Override
    String secret() {
        return HuaweiImsSimulator.SECRET_KEY;
    }

    @Override
    String[] copy() {
        return new String[] {HuaweiImsSimulator.REGION, HuaweiImsSimulator.SOURCE_IMAGE, "golden-copy"};
    }

    @Override
    String[] resume(String token) {
        return new String[] {HuaweiImsSimulator.REGION, token};
    }

    @Override
    String failureCode() {
        return "IMG.0040";
    }
}
