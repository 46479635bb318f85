package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Error bodies that were cut off on their way. */
class ErrorBodyTest {
    @Test
    void parse_ofACutOffBody_findsTheFieldsBefore() {
        ErrorBody body = parse("{\"RequestId\" : \"id-1\", \"Code\":\n\"Throttling.User\", \"Status\": 400,"
                + " \"Message\": \"say \\\"no\\\" to a\\/b\", \"Recommend\": \"https:/");

        assertThat(body.code()).isEqualTo("Throttling.User");
        assertThat(body.requestId()).contains("id-1");
        assertThat(body.message()).isEqualTo("say \"no\" to a/b");
        assertThat(body.details()).isEmpty();
    }

    @Tag("FAULT-93")
    @ParameterizedTest
    @Timeout(60)
    @ValueSource(strings = {"a", "\\\"", "\\\\", "\"", "\":", "\"a\":\"", "\"a\"   ", "<", "<a>", "</"})
    void parse_ofALongCutOffBody_needsNeitherStackNorTime(String unit) {
        String hostile = unit.repeat(256 * 1024 / unit.length());

        assertThat(parse("{\"Code\":\"Busy\",\"Message\":\"" + hostile).code()).isEqualTo("Busy");
        assertThat(parse("<Error><Code>Busy</Code><Message>" + hostile).code()).isEqualTo("Busy");
    }

    private static ErrorBody parse(String body) {
        return ErrorBody.parse(new HttpResponse(400, HttpHeaders.empty(), body.getBytes(StandardCharsets.UTF_8)));
    }
}
