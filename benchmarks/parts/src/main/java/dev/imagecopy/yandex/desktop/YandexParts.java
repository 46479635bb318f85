package dev.imagecopy.yandex.desktop;

import dev.imagecopy.benchmarks.contender.Contender;
import dev.imagecopy.benchmarks.parts.Answers;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.net.URI;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The parts of one exchange with Yandex Cloud Desktop, without the wire. */
@State(Scope.Benchmark)
public class YandexParts {
    private static final URI ENDPOINT = URI.create("https://clouddesktop.api.cloud.yandex.net");
    private static final String KEY = "01234567-89ab-cdef-0123-456789abcdef";

    private final YandexCopyImageRequest copy = YandexCopyImageRequest.builder()
            .folderId(Contender.PROJECT)
            .imageId(Contender.IMAGE)
            .name("golden-2026-11")
            .build();
    private final HttpResponse operation = Answers.to("GET", "/operations/fv4a", "");

    /** Creates the parts. */
    public YandexParts() {}

    /**
     * A copy as it goes on the wire.
     *
     * @return the request
     */
    @Benchmark
    public HttpRequest encode() {
        return YandexDesktopCalls.COPY_IMAGE.encode(copy, ENDPOINT, KEY);
    }

    /**
     * The response to a poll.
     *
     * @return the operation
     */
    @Benchmark
    public Object decode() {
        return YandexDesktopCalls.Operations.GET.read(Json.parse(operation.body()), operation);
    }
}
