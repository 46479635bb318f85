package consumer;

import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.Timeline;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class CopyControllerTest {
    private static final HuaweiImsSimulator SERVICE = HuaweiImsSimulator.start();

    @Value("${local.server.port}")
    private int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        properties.add("ims.endpoint", () -> SERVICE.endpoint().toString());
        properties.add("ims.region", () -> HuaweiImsSimulator.REGION);
        properties.add("ims.project", () -> HuaweiImsSimulator.PROJECT_ID);
        properties.add("ims.access-key", () -> HuaweiImsSimulator.ACCESS_KEY);
        properties.add("ims.secret-key", () -> HuaweiImsSimulator.SECRET_KEY);
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @Test
    void aCopy_isStartedAndItsProgressIsJson() throws Exception {
        SERVICE.script(Timeline.polls(2));

        CopyDialogue.with(URI.create("http://localhost:" + port + "/copies"));

        SERVICE.assertNothingCopiedTwice();
        Versions.write();
    }
}
