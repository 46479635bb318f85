package dev.imagecopy.benchmarks.secure;

import dev.imagecopy.benchmarks.server.Arrivals;
import dev.imagecopy.benchmarks.server.StubAnswer;
import dev.imagecopy.benchmarks.server.StubAnswers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.StringAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Answers on the thread that has read the request. */
final class StubHandler implements AsyncServerRequestHandler<Message<HttpRequest, String>> {
    private static final ContentType JSON = ContentType.create("application/json", StandardCharsets.UTF_8);

    private final Arrivals arrivals;

    StubHandler(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    @Override
    public AsyncRequestConsumer<Message<HttpRequest, String>> prepare(
            HttpRequest request, EntityDetails entity, HttpContext context) {
        return new BasicRequestConsumer<>(entity == null ? null : new StringAsyncEntityConsumer());
    }

    @Override
    public void handle(Message<HttpRequest, String> message, ResponseTrigger response, HttpContext context)
            throws HttpException, IOException {
        HttpRequest request = message.getHead();
        String body = message.getBody() == null ? "" : message.getBody();
        StubAnswer answer =
                StubAnswers.to(request.getMethod(), request.getPath(), name -> header(request, name), body, arrivals);
        response.submitResponse(
                AsyncResponseBuilder.create(answer.status())
                        .addHeader("X-Request-Id", StubAnswer.REQUEST_ID)
                        .setEntity(answer.body().getBytes(StandardCharsets.ISO_8859_1), JSON)
                        .build(),
                context);
    }

    private static String header(HttpRequest request, String name) {
        Header found = request.getFirstHeader(name);
        return found == null ? "" : found.getValue();
    }
}
