package consumer;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(SimulatedService.class)
class CopyResourceTest {
    @TestHTTPResource("/copies")
    URI copies;

    @Test
    void aCopy_isStartedAndItsProgressIsJson() throws Exception {
        CopyDialogue.with(copies);
        Versions.write();
    }
}
