package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.benchmarks.vendors.SimulatorServer;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One of the vendor's clients at our simulator, with its check of signatures on: its subclass says how to make the calls. */
abstract class VendorClientSuite {
    static final String DESTINATION = "cn-shanghai";
    static final String STATUSES = "Waiting,Creating,Available,UnAvailable,CreateFailed,Deprecated";
    static final String NAME = "golden-金.2026:11_30";

    /** Of characters that the signers of clients differ about. */
    static final String DESCRIPTION = "copy of golden 金*~ +";

    private static final String NOT_THERE = "m-bp1000000000000000000";

    final AlibabaEcsSimulator ecs = AlibabaEcsSimulator.inProcess(TimeSource.system());
    final SimulatorServer server = SimulatorServer.open(ecs);

    @AfterEach
    void stop() {
        server.close();
        ecs.close();
    }

    /**
     * An image as the vendor's client reads it.
     *
     * @param status its status
     * @param progress its progress
     * @param description its description
     * @param isCopied whether it is a copy
     * @param tag the first tag's key
     * @param tagValue the first tag's value
     */
    record Seen(
            String status, String progress, String description, Boolean isCopied, String tag, String tagValue) {}

    /** The vendor's client, with a key. */
    interface VendorClient {
        /**
         * Copies an image to {@link #DESTINATION} as {@link #NAME}, with {@link #DESCRIPTION} and a tag "team" of no value; its id
         * there.
         */
        String copy(String imageId) throws Exception;

        Seen describe(String imageId) throws Exception;

        /** Yields the request's id. */
        String cancel(String imageId) throws Exception;
    }

    /** A client; of a temporary key if the token is not empty. */
    abstract VendorClient client(String accessKeyId, String secret, String token) throws Exception;

    /** The code of the vendor's exception; another exception is thrown on. */
    abstract String errorCode(Exception thrown) throws Exception;

    /** What this client says where the service says SignatureDoesNotMatch. */
    abstract String wrongSecretCode();

    @Test
    void copyAndDescribe_withTheVendorsClient_succeed() throws Exception {
        VendorClient client = client();

        String imageId = client.copy(AlibabaEcsSimulator.SOURCE_IMAGE);
        Seen image = client.describe(imageId);

        AlibabaEcsSimulator.Copy copy = ecs.copies().get(0);
        assertThat(imageId).isEqualTo(copy.imageId());
        assertThat(copy.name()).isEqualTo(NAME);
        assertThat(copy.destinationRegion()).isEqualTo(DESTINATION);
        assertThat(image).isEqualTo(new Seen("Available", "100%", DESCRIPTION, true, "team", ""));
    }

    @Test
    void cancel_whileTheCopyRuns_succeeds() throws Exception {
        VendorClient client = client();
        ecs.script(Timeline.lasting(Duration.ofHours(1)));

        String imageId = client.copy(AlibabaEcsSimulator.SOURCE_IMAGE);
        Seen running = client.describe(imageId);
        String requestId = client.cancel(imageId);

        assertThat(running.status()).isEqualTo("Creating");
        assertThat(requestId).isNotBlank();
        assertThat(ecs.arrivals("cancelCopyImage")).isEqualTo(1);
    }

    @Test
    void copy_withATemporaryKey_succeeds() throws Exception {
        ecs.acceptTemporaryKey("STS.key", "temporary-secret", "temporary+token/==", Instant.MAX);

        String imageId =
                client("STS.key", "temporary-secret", "temporary+token/==").copy(AlibabaEcsSimulator.SOURCE_IMAGE);

        assertThat(imageId).isEqualTo(ecs.copies().get(0).imageId());
    }

    @Test
    void copy_withAWrongSecret_isRefused() throws Exception {
        VendorClient client = client(AlibabaEcsSimulator.ACCESS_KEY_ID, "not-the-secret", "");

        assertThat(refusal(client, AlibabaEcsSimulator.SOURCE_IMAGE)).isEqualTo(wrongSecretCode());
        assertThat(ecs.copies()).isEmpty();
    }

    @Test
    void copy_ofAnImageThatIsNotThere_isReadAsTheServicesError() throws Exception {
        assertThat(refusal(client(), NOT_THERE)).isEqualTo("InvalidImageId.NotFound");
    }

    private VendorClient client() throws Exception {
        return client(AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET, "");
    }

    private String refusal(VendorClient client, String imageId) throws Exception {
        try {
            return "not refused: " + client.copy(imageId);
        } catch (Exception e) {
            return errorCode(e);
        }
    }
}
