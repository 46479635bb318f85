package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import java.nio.charset.StandardCharsets;

/** A client whose answers a test writes down one after the other, by hand and in any shape. */
final class Script implements AutoCloseable {
    static final String ACTIVE =
            "{\"id\":\"fdv1\",\"folderId\":\"b1gsimulatorfolder01\",\"name\":\"golden-2026-11\",\"status\":\"ACTIVE\"}";
    static final String METADATA = "\"metadata\":{\"imageId\":\"fdv1\"}";

    final ManualTimeSource time = new ManualTimeSource();
    final FakeTransport transport = new FakeTransport(time);
    final YandexDesktopClient client = YandexDesktopClient.builder()
            .transport(transport)
            .timeSource(time)
            .callbackExecutor(Runnable::run)
            .credentials(YandexCredentials.iamToken("t1.script.token"))
            .build();

    /** Starts a copy whose acceptance says nothing but the operation's id. */
    Operation<DesktopImage> copy() {
        return copy("{\"id\":\"fdo1\"}");
    }

    Operation<DesktopImage> copy(String accepted) {
        transport.answer(200, accepted);
        return client.copyImage(Clients.golden().build());
    }

    /** One poll that sees these members of an operation. */
    OperationSnapshot<DesktopImage> poll(Operation<DesktopImage> copy, String members) {
        transport.answer(200, "{\"id\":\"fdo1\"," + members + "}");
        return copy.poll();
    }

    /** A poll that sees the operation done, and an image. */
    OperationSnapshot<DesktopImage> done(Operation<DesktopImage> copy, String members, String image) {
        transport.answer(200, "{\"id\":\"fdo1\",\"done\":true," + members + "}").answer(200, image);
        return copy.poll();
    }

    static HttpResponse response(int status, String body, String... headers) {
        HttpHeaders.Builder fields = HttpHeaders.builder().add("Content-Type", "application/json");
        for (int n = 0; n < headers.length; n += 2) {
            fields.add(headers[n], headers[n + 1]);
        }
        return new HttpResponse(status, fields.build(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        client.close();
    }
}
