package consumer;

import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.Timeline;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

public class SimulatedService implements QuarkusTestResourceLifecycleManager {
    private HuaweiImsSimulator service;

    @Override
    public Map<String, String> start() {
        service = HuaweiImsSimulator.start();
        service.script(Timeline.polls(2));
        return Map.of(
                "ims.endpoint", service.endpoint().toString(),
                "ims.region", HuaweiImsSimulator.REGION,
                "ims.project", HuaweiImsSimulator.PROJECT_ID,
                "ims.access-key", HuaweiImsSimulator.ACCESS_KEY,
                "ims.secret-key", HuaweiImsSimulator.SECRET_KEY);
    }

    @Override
    public void stop() {
        service.assertNothingCopiedTwice();
        service.close();
    }
}
