package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.spi.ServiceError;
import dev.imagecopy.testsupport.docs.ErrorTablePage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page docs/service-fabric.md lists the errors as the code treats them. */
class ErrorPageTest {
    private static final ApiError ERROR = new ApiError(400, "", "", null, null, null, Map.of());

    @Test
    void errorsOfThePage_areThoseOfTheErrorTable() throws IOException {
        assertThat(ErrorTablePage.rows("service-fabric.md"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(ServiceFabricErrorKind.values())
                        .map(ErrorPageTest::row)
                        .toList());
    }

    private static ErrorTablePage.Row row(ServiceFabricErrorKind kind) {
        ServiceError error = kind.toServiceError(ERROR);
        List<String> codes = ServiceFabricErrorKind.BY_CODE.entrySet().stream()
                .filter(entry -> entry.getValue() == kind)
                .map(entry -> entry.getKey())
                .toList();
        return ErrorTablePage.row(
                codes, error.exception().apply(ERROR, ErrorContext.none(false)).getClass(), error.recovery());
    }
}
