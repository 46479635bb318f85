package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.spi.ServiceError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Every documented code: which exception it becomes, and what may be done about it. One table, one row each. */
class ErrorTableTest {
    private static final String TABLE = "/errors/servicefabric-error-table.csv";

    @ParameterizedTest(name = "{0} is {1}, recovery {2}")
    @CsvFileSource(resources = TABLE)
    void decode_ofACode_isAsTheTableSays(String code, String exception, String recovery) {
        byte[] body = ("{\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"m\"}}").getBytes(StandardCharsets.UTF_8);

        ServiceError error =
                new ServiceFabricErrors().decode(new HttpResponse(418, HttpHeaders.empty(), body), Json.parse(body));

        assertThat(error.exception()
                        .apply(error.error(), ErrorContext.none(false))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(exception);
        assertThat(error.recovery()).hasToString(recovery);
    }

    @Test
    void table_holdsEachCodeThatIsKnown() throws IOException {
        try (InputStream table = Objects.requireNonNull(getClass().getResourceAsStream(TABLE));
                BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            assertThat(lines.lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.substring(0, line.indexOf(','))))
                    .containsExactlyInAnyOrderElementsOf(ServiceFabricErrorKind.BY_CODE.keySet());
        }
    }
}
