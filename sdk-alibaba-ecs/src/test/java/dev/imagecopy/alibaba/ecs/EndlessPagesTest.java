package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search by name, which gets every image whose name contains it, page by page. */
class EndlessPagesTest {
    private static final AlibabaCopyImageRequest GOLDEN =
            Clients.toShanghai().name("golden").build();

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time);
    private final AlibabaEcsClient client = AlibabaEcsClient.builder()
            .transport(transport)
            .timeSource(time)
            .callbackExecutor(Runnable::run)
            .region("cn-hangzhou")
            .credentials(Clients.CREDENTIALS)
            .build();

    private static HttpResponse page(String name, long total) {
        String body = "{\"RequestId\":\"r-1\",\"TotalCount\":" + total + ",\"Images\":{\"Image\":[{\"ImageId\":\"m-1\","
                + "\"ImageName\":\"" + name + "\",\"Status\":\"Available\"}]}}";
        return new HttpResponse(
                200,
                HttpHeaders.builder().add("Content-Type", "application/json").build(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private TargetLook<?> lookUp(boolean async) {
        return async
                ? client.copies().lookUpAsync(GOLDEN, CallOptions.defaults()).join()
                : client.copies().lookUp(GOLDEN, CallOptions.defaults());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lookUp_whenThePagesDoNotEnd_fails(boolean async) {
        transport.otherwise(request -> page("golden-not-this-one", Integer.MAX_VALUE));

        Throwable failure = CallFlow.causeOf(catchThrowable(() -> lookUp(async)));

        assertThat(failure)
                .isInstanceOf(ResponseFormatException.class)
                .hasMessageContaining("the service sent more than 10000 pages");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lookUp_whenTheImageIsOnALaterPage_readsNoFurther(boolean async) {
        transport.otherwise(
                request -> page(pageNumber(request).equals("7") ? "golden" : "golden-not-this-one", Integer.MAX_VALUE));

        assertThat(lookUp(async)).isNotNull();
        assertThat(transport.sent()).hasSize(7);
    }

    private static String pageNumber(HttpRequest request) {
        return request.uri().getRawQuery().replaceAll(".*PageNumber=([0-9]+).*", "$1");
    }
}
