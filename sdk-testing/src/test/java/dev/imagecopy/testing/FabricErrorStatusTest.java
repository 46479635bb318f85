package dev.imagecopy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every code that may appear around a copy, and the status that runtime 6.4 sends it with: one row each. */
class FabricErrorStatusTest {
    private static final HttpRequest COPY = HttpRequest.of(
                    "POST",
                    URI.create("https://cluster.test/ImageStore/$/Copy?api-version=6.0"),
                    HttpHeaders.builder()
                            .add("Content-Type", "application/json")
                            .build())
            .withBody(Json.write(Json.map(
                            "RemoteSource", ServiceFabricSimulator.SOURCE_FOLDER, "RemoteDestination", "CalcApp\\v2"))
                    .getBytes(StandardCharsets.UTF_8));

    @ParameterizedTest
    @CsvSource({
        "400, E_INVALIDARG",
        "400, FABRIC_E_PATH_TOO_LONG",
        "400, FABRIC_E_INVALID_NAME_URI",
        "400, FABRIC_E_INVALID_DIRECTORY",
        "400, FABRIC_E_INVALID_OPERATION",
        "400, FABRIC_E_INVALID_CREDENTIALS",
        "400, FABRIC_E_KEY_TOO_LARGE",
        "400, FABRIC_E_VALUE_EMPTY",
        "400, FABRIC_E_UPLOAD_SESSION_RANGE_NOT_SATISFIABLE",
        "400, FABRIC_E_INVALID_UPLOAD_SESSION_ID",
        "400, FABRIC_E_IMAGEBUILDER_VALIDATION_ERROR",
        "400, FABRIC_E_IMAGEBUILDER_RESERVED_DIRECTORY_ERROR",
        "400, FABRIC_E_CERTIFICATE_NOT_FOUND",
        "400, FABRIC_E_NODE_IS_UP",
        "401, FABRIC_E_SERVER_AUTHENTICATION_FAILED",
        "403, E_ACCESSDENIED",
        "404, FABRIC_E_FILE_NOT_FOUND",
        "404, FABRIC_E_DIRECTORY_NOT_FOUND",
        "404, FABRIC_E_NAME_DOES_NOT_EXIST",
        "404, FABRIC_E_SERVICE_DOES_NOT_EXIST",
        "404, FABRIC_E_PARTITION_NOT_FOUND",
        "409, FABRIC_E_WRITE_CONFLICT",
        "409, FABRIC_E_UPLOAD_SESSION_ID_CONFLICT",
        "413, FABRIC_E_VALUE_TOO_LARGE",
        "413, FABRIC_E_MESSAGE_TOO_LARGE",
        "500, E_FAIL",
        "500, FABRIC_E_IMAGESTORE_IOERROR",
        "500, FABRIC_E_CORRUPTED_IMAGE_STORE_OBJECT_FOUND",
        "501, E_NOTIMPL",
        "502, FABRIC_E_GATEWAY_NOT_REACHABLE",
        "503, FABRIC_E_NO_WRITE_QUORUM",
        "503, FABRIC_E_NOT_PRIMARY",
        "503, FABRIC_E_NOT_READY",
        "503, FABRIC_E_RECONFIGURATION_PENDING",
        "503, FABRIC_E_SERVICE_OFFLINE",
        "503, E_ABORT",
        "503, FABRIC_E_OBJECT_CLOSED",
        "503, FABRIC_E_CONNECTION_CLOSED_BY_REMOTE_END",
        "503, FABRIC_E_REPLICATION_QUEUE_FULL",
        "503, FABRIC_E_SERVICE_TOO_BUSY",
        "504, FABRIC_E_TIMEOUT",
        "504, FABRIC_E_OPERATION_NOT_COMPLETE",
        "504, FABRIC_E_COMMUNICATION_ERROR"
    })
    void copy_whenItFails_isAnsweredWithTheStatusOfItsCode(int status, String code) {
        try (ServiceFabricSimulator cluster = ServiceFabricSimulator.inProcess(new ManualTimeSource())) {
            cluster.script(Timeline.immediate().failing(code, ""));

            HttpResponse failed = cluster.transport().send(COPY, Duration.ofMinutes(1));

            assertThat(failed.status()).isEqualTo(status);
            assertThat(failed.bodyAsText()).contains("\"Code\":\"" + code + "\"");
        }
    }
}
