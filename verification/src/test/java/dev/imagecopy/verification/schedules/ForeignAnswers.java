package dev.imagecopy.verification.schedules;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** Responses with status 200 that do not come from the service: a page, an error, the wrong structure, invalid ids. */
final class ForeignAnswers {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json";

    private static final List<HttpResponse> ALL = List.of(
            answer(HTML, "<html>Sign in</html>"),
            answer(HTML, ""),
            answer("text/plain", "signed out"),
            answer(JSON, "<html>Sign in</html>"),
            answer(JSON, "{\"error\":\"login_required\"}"),
            answer(JSON, "{\"code\":401,\"message\":\"who are you?\"}"),
            answer(JSON, "[]"),
            answer(JSON, "[{\"id\":\"op-0\"}]"),
            answer(JSON, "null"),
            answer(JSON, "7"),
            answer(JSON, "\"op-0\""),
            answer(JSON, ""),
            answer(JSON, "{\"id\":5,\"status\":5,\"over\":5}"),
            answer(JSON, "{\"id\":null,\"status\":null,\"over\":null}"),
            answer(JSON, "{\"id\":[\"op-0\"],\"status\":[\"DONE\"],\"over\":{}}"),
            answer(JSON, "{\"id\":\"..\",\"status\":\"DONE\",\"image\":\"..\",\"over\":\"DONE\"}"),
            answer(JSON, "{\"id\":\"a/b\",\"status\":\"DONE\",\"image\":\"a?b\",\"over\":\"\"}"),
            answer(JSON, "{\"id\":\"" + "x".repeat(1900) + "\",\"status\":\"DONE\",\"image\":7}"),
            answer(JSON, "{\"id\":\"op-0\",\"id\":\"op-1\",\"status\":\"DONE\",\"status\":\"ERROR\"}"),
            answer(JSON, "{\"id\":" + "[".repeat(5000)),
            answer(JSON, "{\"id\":\"op-0\"} {\"id\":\"op-1\"}"));

    private ForeignAnswers() {}

    static HttpResponse one(RandomGenerator random) {
        return ALL.get(random.nextInt(ALL.size()));
    }

    private static HttpResponse answer(String type, String body) {
        return new HttpResponse(
                200, HttpHeaders.builder().add("Content-Type", type).build(), body.getBytes(StandardCharsets.UTF_8));
    }
}
