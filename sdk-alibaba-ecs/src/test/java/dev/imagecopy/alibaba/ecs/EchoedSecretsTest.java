package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service that repeats a secret in places where no text is expected. */
class EchoedSecretsTest {
    private static final String SECRET = Clients.CREDENTIALS.accessKeySecret().reveal();

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time);

    private AlibabaEcsClient client(SignatureVersion version) {
        return AlibabaEcsClient.builder()
                .transport(transport)
                .timeSource(time)
                .callbackExecutor(Runnable::run)
                .region("cn-shanghai")
                .credentials(Clients.CREDENTIALS)
                .signatureVersion(version)
                .build();
    }

    private static HttpResponse json(int status, String body) {
        return new HttpResponse(status, HttpHeaders.empty(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void listImages_asTheIdOfAContradictoryAnswer_isNotShown() {
        transport.answerWith(request -> json(
                200,
                "{\"RequestId\":\"" + SECRET + "\",\"RegionId\":\"cn-beijing\",\"TotalCount\":0,"
                        + "\"Images\":{\"Image\":[]}}"));

        try (AlibabaEcsClient client = client(SignatureVersion.ACS3_HMAC_SHA256)) {
            AlibabaImageQuery all =
                    AlibabaImageQuery.builder().region("cn-shanghai").build();
            ResponseFormatException failure = catchThrowableOfType(
                    ResponseFormatException.class, () -> client.listImages(all).toList());

            assertThat(failure).hasMessageContaining("another region");
            assertThat(failure.toString()).doesNotContain(SECRET);
            assertThat(failure.requestId().toString()).doesNotContain(SECRET);
        }
    }

    @Test
    void lookUp_asTheStatusOfAnImage_isNotShown() {
        transport.answerWith(request -> json(
                200,
                "{\"RegionId\":\"cn-shanghai\",\"TotalCount\":1,\"PageNumber\":1,\"PageSize\":100,\"Images\":{\"Image\":["
                        + "{\"ImageId\":\"m-1\",\"ImageName\":\"golden\",\"Status\":\"Syncing " + SECRET + "\"}]}}"));

        try (AlibabaEcsClient client = client(SignatureVersion.ACS3_HMAC_SHA256)) {
            TargetLook<AlibabaImage> look =
                    client.copies().lookUp(Clients.toShanghai().name("golden").build(), CallOptions.defaults());

            assertThat(look).isInstanceOf(TargetLook.InProgress.class);
            assertThat(look.toString()).contains("Syncing ***").doesNotContain(SECRET);
        }
    }

    @Test
    void copyImage_asTheNameOfADetail_isNotShown() {
        transport.answerWith(request -> json(
                400,
                "{\"Code\":\"InvalidParameter\",\"Message\":\"m\",\"RequestId\":\"r\",\"" + SECRET
                        + "\":\"is wrong\"}"));

        try (AlibabaEcsClient client = client(SignatureVersion.ACS3_HMAC_SHA256)) {
            ApiException refusal = catchThrowableOfType(
                    ApiException.class,
                    () -> client.copyImage(Clients.toShanghai().build()));

            assertThat(refusal.details().toString()).contains("***=is wrong").doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @EnumSource
    void copyImage_whenTheMessageQuotesTheSignature_isNotShown(SignatureVersion version) {
        List<String> quoted = new ArrayList<>();
        transport.answerWith(request -> {
            String sent = request.uri().getRawQuery() + "&"
                    + request.headers().first("Authorization").orElse("");
            String signature = sent.replaceAll(".*[&,]Signature=([^&,]*).*", "$1");
            quoted.add(URLDecoder.decode(signature, StandardCharsets.UTF_8));
            return json(
                    400,
                    "{\"Code\":\"InvalidParameter\",\"Message\":\"proof " + quoted.get(0)
                            + " is unknown\",\"RequestId\":\"r\"}");
        });

        try (AlibabaEcsClient client = client(version)) {
            ApiException refusal = catchThrowableOfType(
                    ApiException.class,
                    () -> client.copyImage(Clients.toShanghai().build()));

            assertThat(List.of(refusal.getMessage(), refusal.serviceMessage())).allSatisfy(text -> assertThat(text)
                    .contains("***")
                    .contains(" is unknown")
                    .doesNotContain(quoted.get(0).substring(1, 13)));
        }
    }
}
