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
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every documented code: which exception it becomes, and what may be done about it. One table, one row each. */
class ErrorTableTest {
    private static final String TABLE = "/errors/servicefabric-error-table.csv";

    @ParameterizedTest(name = "{0} is {1}, recovery {2}")
    @CsvFileSource(resources = TABLE)
    void decode_ofACode_isAsTheTableSays(String code, String exception, String recovery) {
        assertIs(code, exception, recovery);
    }

    /** Proxies and gateways of the user's own change the case of letters. */
    @ParameterizedTest(name = "{0} is {1}, recovery {2}")
    @CsvFileSource(resources = TABLE)
    void decode_ofACodeInAnotherCase_isAsTheTableSays(String code, String exception, String recovery) {
        assertIs(code.toLowerCase(Locale.ROOT), exception, recovery);
        assertIs(code.toUpperCase(Locale.ROOT), exception, recovery);
    }

    private static void assertIs(String code, String exception, String recovery) {
        ServiceError error = decoded(code);

        assertThat(error.exception()
                        .apply(error.error(), ErrorContext.none(false))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(exception);
        assertThat(error.recovery()).hasToString(recovery);
    }

    private static ServiceError decoded(String code) {
        byte[] body = ("{\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"m\"}}").getBytes(StandardCharsets.UTF_8);
        return new ServiceFabricErrors().decode(new HttpResponse(418, HttpHeaders.empty(), body), Json.parse(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FABRIC_E_SERVICE_DOES_NOT_EXIST", "fabric_e_service_does_not_exist"})
    void decode_ofAClusterWithoutImageStore_explainsItAndIsNoAbsence(String code) {
        ServiceError error = decoded(code);

        assertThat(error.error().message()).contains("this cluster runs no image store service");
        assertThat(ServiceFabricErrors.absence(error)).isEmpty();
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
