package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.testing.HuaweiImsSimulator;

/** Clients for the simulator. */
final class Clients {
    static final HuaweiCredentials CREDENTIALS =
            HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY);

    private Clients() {}

    /** In process, to the vendor's own host names. */
    static HuaweiImsClient.Builder inProcess(HuaweiImsSimulator simulator, TimeSource time) {
        return HuaweiImsClient.builder()
                .transport(simulator.transport())
                .timeSource(time)
                .callbackExecutor(Runnable::run)
                .region(HuaweiImsSimulator.REGION)
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .credentials(CREDENTIALS);
    }
}
