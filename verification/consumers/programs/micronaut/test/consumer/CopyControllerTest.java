package consumer;

import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.Timeline;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopyControllerTest implements TestPropertyProvider {
    private final HuaweiImsSimulator service = HuaweiImsSimulator.start();

    @Inject
    EmbeddedServer server;

    @Override
    public Map<String, String> getProperties() {
        return Map.of(
                "ims.endpoint", service.endpoint().toString(),
                "ims.region", HuaweiImsSimulator.REGION,
                "ims.project", HuaweiImsSimulator.PROJECT_ID,
                "ims.access-key", HuaweiImsSimulator.ACCESS_KEY,
                "ims.secret-key", HuaweiImsSimulator.SECRET_KEY);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void aCopy_isStartedAndItsProgressIsJson() throws Exception {
        service.script(Timeline.polls(2));

        CopyDialogue.with(URI.create(server.getURL() + "/copies"));

        service.assertNothingCopiedTwice();
        Versions.write();
    }
}
