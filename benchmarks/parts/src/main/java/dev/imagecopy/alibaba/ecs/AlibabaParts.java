package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.signing.Acs3Signature;
import dev.imagecopy.benchmarks.contender.Contender;
import dev.imagecopy.benchmarks.parts.Answers;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.Json;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The parts of one exchange with Alibaba's ECS, without the wire. */
@State(Scope.Benchmark)
public class AlibabaParts {
    private static final URI ENDPOINT = URI.create("https://ecs.eu-west-1.aliyuncs.com");
    private static final String KEY = "01234567-89ab-cdef-0123-456789abcdef";

    private final AlibabaCredentials credentials =
            AlibabaCredentials.accessKey(Contender.ACCESS_KEY, Contender.SECRET_KEY);
    private final RoutedCopy copy = new RoutedCopy(
            AlibabaCopyImageRequest.builder()
                    .imageId(Contender.IMAGE)
                    .targetRegion(Contender.REGION)
                    .name("golden-2026-11")
                    .build(),
            Contender.REGION);
    private final HttpRequest encoded = encode();
    private final HttpResponse images = Answers.to("POST", "/?ImageId=m-bp1a", "DescribeImages");

    /** Creates the parts. */
    public AlibabaParts() {}

    /**
     * A copy as it goes on the wire.
     *
     * @return the request
     */
    @Benchmark
    public final HttpRequest encode() {
        return AlibabaEcsCalls.COPY_IMAGE.encode(copy, ENDPOINT, KEY);
    }

    /**
     * The signature of a copy.
     *
     * @return the signed request
     */
    @Benchmark
    public Object sign() {
        return Acs3Signature.sign(
                encoded, credentials, Instant.now(), UUID.randomUUID().toString());
    }

    /**
     * The response to a poll of one image.
     *
     * @return the page
     */
    @Benchmark
    public Object decode() {
        return AlibabaEcsCalls.Images.DESCRIBE.read(Json.parse(images.body()), images);
    }
}
