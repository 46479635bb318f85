package dev.imagecopy.alibaba.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.PercentEncoding;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/** A simulator that is asked without our client: requests are written and signed by hand. */
abstract class EcsByHand {
    static final String ALL = "Creating,Waiting,Available,UnAvailable,CreateFailed,Deprecated";

    final ManualTimeSource time = new ManualTimeSource();
    final AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
    final HttpTransport transport = simulator.transport();

    @AfterEach
    void close() {
        transport.close();
        simulator.close();
    }

    HttpResponse copy(Map<String, String> changes) {
        Map<String, String> parameters = new TreeMap<>(Map.of("ImageId", AlibabaEcsSimulator.SOURCE_IMAGE));
        parameters.putAll(changes);
        return ask("CopyImage", AlibabaEcsSimulator.SOURCE_REGION, parameters);
    }

    HttpResponse ask(String action, String region, Map<String, String> parameters) {
        return send(UUID.randomUUID().toString(), time.now(), action, region, parameters);
    }

    HttpResponse send(String nonce, Instant date, String action, String region, Map<String, String> parameters) {
        return send(signed(nonce, date, action, region, parameters));
    }

    HttpResponse send(HttpRequest request) {
        return transport.send(request, Duration.ofSeconds(5));
    }

    static HttpRequest signed(
            String nonce, Instant date, String action, String region, Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("RegionId", region);
        String query = all.entrySet().stream()
                .map(entry -> PercentEncoding.encode(entry.getKey()) + "=" + PercentEncoding.encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.of(
                "POST",
                URI.create("https://ecs." + region + ".aliyuncs.com/?" + query),
                HttpHeaders.builder()
                        .add("x-acs-action", action)
                        .add("x-acs-version", action.startsWith("AssumeRole") ? "2015-04-01" : AlibabaEcsCalls.VERSION)
                        .build());
        return new AlibabaEcsSigner(() -> nonce, new SignedTexts()).sign(request, Clients.CREDENTIALS, date);
    }

    List<String> statuses(List<String> ids) {
        Map<String, String> found =
                images(ask("DescribeImages", "cn-shanghai", Map.of("ImageId", String.join(",", ids), "Status", ALL)))
                        .stream()
                        .collect(Collectors.toMap(
                                image -> LenientJson.text(image.path("ImageId")),
                                image -> LenientJson.text(image.path("Status"))));
        return ids.stream().map(found::get).toList();
    }

    static List<JsonNode> images(HttpResponse answer) {
        return LenientJson.items(json(answer).path("Images").path("Image"));
    }

    static String refusal(HttpResponse answer) {
        return answer.status() + " " + LenientJson.text(json(answer).path("Code"));
    }

    static JsonNode json(HttpResponse answer) {
        return Json.parse(answer.body());
    }
}
