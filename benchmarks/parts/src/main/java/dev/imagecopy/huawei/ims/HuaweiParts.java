package dev.imagecopy.huawei.ims;

import dev.imagecopy.benchmarks.contender.Contender;
import dev.imagecopy.benchmarks.parts.Answers;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import java.net.URI;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The parts of one exchange with Huawei's image service, without the wire. */
@State(Scope.Benchmark)
public class HuaweiParts {
    private static final URI ENDPOINT = URI.create("https://ims.eu-west-101.myhuaweicloud.com");

    private final HuaweiImsSigner signer = new HuaweiImsSigner();
    private final HuaweiCredentials credentials =
            HuaweiCredentials.accessKey(Contender.ACCESS_KEY, Contender.SECRET_KEY);
    private final HuaweiCopyImageRequest copy = HuaweiCopyImageRequest.builder()
            .imageId(Contender.IMAGE)
            .name("golden-2026-11")
            .build();
    private final HttpRequest encoded = encode();
    private final HttpResponse job = Answers.to("GET", "/v1/cloudimages/job/edc89b490d7d439289", "");

    /** Creates the parts. */
    public HuaweiParts() {}

    /**
     * A copy as it goes on the wire.
     *
     * @return the request
     */
    @Benchmark
    public final HttpRequest encode() {
        return HuaweiImsCalls.COPY_IMAGE.encode(copy, ENDPOINT, "");
    }

    /**
     * The signature of a copy.
     *
     * @return the signed request
     */
    @Benchmark
    public HttpRequest sign() {
        return signer.sign(encoded, credentials, Instant.now());
    }

    /**
     * The response to a poll.
     *
     * @return the job
     */
    @Benchmark
    public Object decode() {
        return HuaweiImsCalls.Jobs.DESCRIBE.read(Json.parse(job.body()), job);
    }
}
