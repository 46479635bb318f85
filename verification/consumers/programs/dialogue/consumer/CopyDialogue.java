package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imagecopy.testing.HuaweiImsSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Starts a copy with an application over HTTP, follows it to its end, and looks at the JSON. */
final class CopyDialogue {
    private static final String REQUEST =
            "{\"imageId\":\"" + HuaweiImsSimulator.SOURCE_IMAGE + "\",\"name\":\"golden-2026-11\"}";

    private CopyDialogue() {}

    static void with(URI copies) throws IOException, InterruptedException {
        JsonNode started = send(HttpRequest.newBuilder(copies)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(REQUEST))
                .build());
        URI copy = URI.create(copies + "/" + started.path("operationId").asText());
        JsonNode running = send(HttpRequest.newBuilder(copy).build());
        JsonNode last = running;
        for (int i = 0; i < 10 && !last.path("state").asText().equals("SUCCEEDED"); i++) {
            last = send(HttpRequest.newBuilder(copy).build());
        }

        assertEquals("QUEUED", started.path("state").asText());
        assertEquals("RUNNING", running.path("state").asText());
        assertTrue(running.path("progressPercent").isInt(), running.toString());
        assertEquals("SUCCEEDED", last.path("state").asText(), last.toString());
        assertEquals("golden-2026-11", last.path("result").path("name").asText(), last.toString());
    }

    private static JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return new ObjectMapper().readTree(answer.body());
    }
}
