package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.spi.ServiceError;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every envelope, and the table of codes. */
class HuaweiImsErrorsTest {
    private static ServiceError decode(int status, String body, String... headers) {
        HttpHeaders.Builder fields = HttpHeaders.builder();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(headers[i], headers[i + 1]);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        JsonNode json;
        try {
            json = Json.parse(bytes);
        } catch (JsonFormatException notJson) {
            json = MissingNode.getInstance();
        }
        return new HuaweiImsErrors().decode(new HttpResponse(status, fields.build(), bytes), json);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"error\":{\"message\":\"m\",\"code\":\"IMG.0024\"}} | IMG.0024 | m",
                "401 | {\"error_msg\":\"m\",\"error_code\":\"APIGW.0301\",\"request_id\":\"r\"} | APIGW.0301 | m",
                "400 | {\"error_msg\":\"m\",\"error_code\":\"AS.0001\"} | AS.0001 | m",
                "401 | {\"error\":{\"message\":\"m\",\"code\":401,\"title\":\"Unauthorized\"}} | 401 | m",
                "403 | {\"code\":403,\"message\":\"m\"} | 403 | m",
                "500 | {\"error\":{\"code\":null,\"message\":null}} | '' | ''",
                "500 | {\"error\":\"m\"} | '' | m",
                "502 | <html><body>Bad Gateway</body></html> | '' | ''",
                "503 | '' | '' | ''",
                "500 | [] | '' | ''",
            })
    void decode_ofEveryEnvelope_findsCodeAndMessage(int status, String body, String code, String message) {
        ServiceError error = decode(status, body);
        assertThat(error.error().code()).isEqualTo(code);
        assertThat(error.error().message()).isEqualTo(message);
        assertThat(error.error().status()).isEqualTo(status);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "400, IMG.0009, ConflictException, NONE",
        "400, IMG.0015, QuotaExceededException, NONE",
        "400, IMG.0024, InvalidRequestException, NONE",
        "400, IMG.0027, NotFoundException, NONE",
        "400, IMG.0144, NotFoundException, NONE",
        "400, IMG.0060, ThrottledException, THROTTLED",
        "400, IMG.0187, ThrottledException, THROTTLED",
        "400, IMG.0149, ThrottledException, LATER",
        "400, IMG.0095, InvalidRequestException, NONE",
        "400, IMG.0099, PermissionDeniedException, NONE",
        "400, IMG.0151, PermissionDeniedException, NONE",
        "400, IMG.0087, AuthenticationException, REFRESH_CREDENTIALS",
        "400, IMG.0061, ServerErrorException, TRANSIENT",
        "400, IMG.0023, ServerErrorException, TRANSIENT",
        "400, IMG.0238, PermissionDeniedException, NONE",
        "400, IMG.0239, PermissionDeniedException, NONE",
        "400, IMG.0241, PermissionDeniedException, NONE",
        "400, IMG.0242, QuotaExceededException, NONE",
        "400, IMG.1075, PermissionDeniedException, NONE",
        "400, img.0015, QuotaExceededException, NONE",
        "400, Img.0149, ThrottledException, LATER",
        "401, eps.0003, PermissionDeniedException, NONE",
        "429, apigw.0308, ThrottledException, THROTTLED",
        "404, img.0023, NotFoundException, NONE",
        "404, IMG.0023, NotFoundException, NONE",
        "401, APIGW.0301, AuthenticationException, REFRESH_CREDENTIALS",
        "401, APIG.0307, AuthenticationException, REFRESH_CREDENTIALS",
        "401, EPS.0003, PermissionDeniedException, NONE",
        "403, APIGW.0302, PermissionDeniedException, NONE",
        "404, APIGW.0101, InvalidRequestException, NONE",
        "404, APIGW.0103, ServerErrorException, REJECTED",
        "404, APIG.0103, ServerErrorException, REJECTED",
        "405, APIGW.0501, InvalidRequestException, NONE",
        "413, APIGW.0201, InvalidRequestException, NONE",
        "429, APIGW.0308, ThrottledException, THROTTLED",
        "429, APIG.0308, ThrottledException, THROTTLED",
        "500, APIGW.0601, ServerErrorException, TRANSIENT",
        "502, APIGW.0201, ServerErrorException, TRANSIENT",
        "503, APIGW.0613, ServerErrorException, REJECTED",
        "504, APIGW.0201, ServerErrorException, TRANSIENT",
        "401, '', AuthenticationException, REFRESH_CREDENTIALS",
        "403, '', PermissionDeniedException, NONE",
        "404, '', NotFoundException, NONE",
        "409, '', ConflictException, NONE",
        "429, '', ThrottledException, THROTTLED",
        "503, '', ServerErrorException, TRANSIENT",
        "302, '', ApiException, NONE",
    })
    void decode_ofEachCode_knowsFamilyAndRecovery(int status, String code, String family, Recovery recovery) {
        ServiceError error = decode(status, "{\"error\":{\"message\":\"m\",\"code\":\"" + code + "\"}}");
        ApiException exception = error.exception().apply(error.error(), ErrorContext.none(false));
        assertThat(exception.getClass().getSimpleName()).isEqualTo(family);
        assertThat(error.recovery()).isEqualTo(recovery);
    }

    /** Every code of the service's list that concerns images, copies, keys and projects: all of them come with 400. */
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "InvalidRequestException   | NONE | 0001 0007 0017 0031 0066 0067",
                "InvalidRequestException   | NONE | 0002 0003 0004 0013 0054 0062",
                "InvalidRequestException   | NONE | 0105 0118 0130 0167 0196 0197",
                "InvalidRequestException   | NONE | 0059 0146",
                "InvalidRequestException   | NONE | 0095 0096 0097 0101",
                "InvalidRequestException   | NONE | 0104 0154 0155 0156",
                "InvalidRequestException   | NONE | 0142 0143 0145 0147 0182 0184 0188 0189 0193",
                "NotFoundException         | NONE | 0027 0086 0144",
                "ConflictException         | NONE | 0009 0028 0046 0090 0091 0148 0150",
                "PermissionDeniedException | NONE | 0026 0030 0047 0064 0065 0092 0099 0100 0102 0103 0106 0151 0161",
                "AuthenticationException   | REFRESH_CREDENTIALS | 0087",
                "QuotaExceededException    | NONE | 0015",
                "ThrottledException        | THROTTLED | 0060 0187",
                "ThrottledException        | LATER | 0149",
                "ServerErrorException      | TRANSIENT | 0014 0018 0023 0061",
            })
    void decode_ofEveryDocumentedCode_knowsFamilyAndRecovery(String family, Recovery recovery, String numbers) {
        assertThat(numbers.split(" ")).allSatisfy(number -> {
            ServiceError error = decode(400, "{\"error\":{\"message\":\"m\",\"code\":\"IMG." + number + "\"}}");
            assertThat(error.exception().apply(error.error(), ErrorContext.none(false)))
                    .extracting(exception -> exception.getClass().getSimpleName())
                    .isEqualTo(family);
            assertThat(error.recovery()).isEqualTo(recovery);
            assertThat(error.error().code()).isEqualTo("IMG." + number);
        });
    }

    @Test
    void decode_ofAnExpiredSignature_asksForTheClock() {
        ServiceError error = decode(
                401,
                "{\"error_msg\":\"Incorrect IAM authentication information: signature expired, signature "
                        + "time:20240131T120000Z,server time:20240131T130000Z\",\"error_code\":\"APIGW.0301\"}");
        assertThat(error.recovery()).isEqualTo(Recovery.CORRECT_CLOCK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "calc aksk signature fail:signature expired, signature time:20211217T064303Z,server time:20211217T065804Z"
                        + " | 2021-12-17T06:58:04Z",
                "Signature expired, server time: 20211217T065804Z | 2021-12-17T06:58:04Z",
                "signature expired, server time:20219917T065804Z | ''",
                "verify aksk signature fail | ''",
            })
    void serverTime_ofAnExpiredSignature_isReadFromTheMessage(String message, String time) {
        String body = "{\"error_msg\":\"" + message + "\",\"error_code\":\"APIGW.0301\"}";
        HttpResponse response = new HttpResponse(401, HttpHeaders.empty(), body.getBytes(StandardCharsets.UTF_8));
        assertThat(new HuaweiImsErrors()
                        .serverTime(response)
                        .map(Object::toString)
                        .orElse(""))
                .isEqualTo(time);
    }

    @Test
    void decode_withBothRequestIds_keepsBothAndQuotesTheGateways() {
        ServiceError error = decode(
                500, "{}", "X-Openstack-Request-Id", "req-1", "X-Request-Id", "gateway-1", "X-IAM-Trace-Id", "t");
        assertThat(error.error().requestIdOrNull()).isEqualTo("gateway-1");
        assertThat(error.error().details())
                .containsEntry("X-Openstack-Request-Id", "req-1")
                .containsEntry("X-Request-Id", "gateway-1")
                .containsEntry("X-IAM-Trace-Id", "t");
        assertThat(decode(500, "{\"request_id\":\"from-body\"}").error().requestIdOrNull())
                .isEqualTo("from-body");
    }
}
