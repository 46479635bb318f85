package dev.imagecopy.servicefabric;

import dev.imagecopy.benchmarks.parts.Answers;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import java.net.URI;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The parts of one exchange with Service Fabric's image store, without the wire. */
@State(Scope.Benchmark)
public class FabricParts {
    private static final URI ENDPOINT = URI.create("https://cluster.example.com:19080");

    private final CopyImageStoreContentRequest copy = CopyImageStoreContentRequest.builder()
            .remoteSource("incoming\\golden")
            .remoteDestination("golden\\copy")
            .build();
    private final HttpResponse listing = Answers.to("GET", "/ImageStore/golden/copy", "");

    /** Creates the parts. */
    public FabricParts() {}

    /**
     * A copy as it goes on the wire.
     *
     * @return the request
     */
    @Benchmark
    public HttpRequest encode() {
        return ServiceFabricCalls.COPY.encode(copy, ENDPOINT, "");
    }

    /**
     * The response to a look at the destination.
     *
     * @return the page
     */
    @Benchmark
    public Object decode() {
        return ServiceFabricCalls.LOOK.read(Json.parse(listing.body()), listing);
    }
}
