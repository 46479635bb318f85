package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.spi.Digests;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A refused signature's message quotes what the service signed: if we signed the same, the secret is wrong. */
class QuotedTextsTest {
    private static final String SAID = "Specified signature does not match our calculation. ";

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time);

    /** The canonical request by the vendor's description, from what went over the wire. */
    private static String canonical(HttpRequest request) {
        String authorization = request.headers().first("Authorization").orElseThrow();
        String signedNames = authorization.replaceAll(".*SignedHeaders=([^,]*),.*", "$1");
        String headers = Stream.of(signedNames.split(";"))
                .map(name -> name + ":"
                        + (name.equals("host")
                                ? request.uri().getRawAuthority()
                                : request.headers().first(name).orElse(""))
                        + "\n")
                .collect(Collectors.joining());
        return request.method() + "\n/\n" + request.uri().getRawQuery() + "\n" + headers + "\n" + signedNames + "\n"
                + request.headers().first("x-acs-content-sha256").orElse("");
    }

    private static String toSign(String canonical) {
        return "ACS3-HMAC-SHA256\n" + Digests.sha256Hex(canonical);
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("\n", "&#10;");
    }

    /** Line ends as encoders, gateways and logs write them. */
    private static String written(String form, String canonical) {
        String text = form.replace("HASH", Digests.sha256Hex(canonical))
                .replace(
                        "ALL PERCENT",
                        canonical.replace("%", "%25").replace("\n", "%0A").replace("=", "%3D"));
        Map<String, String> lineEnds = Map.of(
                "CR LF", "\\r\\n",
                "TWICE", "\\\\n",
                "UNICODE", "\\u000a",
                "HEX", "&#xA;",
                "BR", "<br>",
                "PERCENT", "%0A",
                "JOINED", "");
        for (Map.Entry<String, String> end : lineEnds.entrySet()) {
            text = text.replace(end.getKey() + " TEXT", toSign(canonical).replace("\n", end.getValue()))
                    .replace(end.getKey() + " REQUEST", canonical.replace("\n", end.getValue()));
        }
        return text;
    }

    private static HttpResponse refusal(String message) {
        return new HttpResponse(
                400,
                HttpHeaders.empty(),
                Json.write(Json.object().put("Code", "SignatureDoesNotMatch").put("Message", SAID + message)));
    }

    private void copy(SignatureVersion version) {
        try (AlibabaEcsClient client = AlibabaEcsClient.builder()
                .transport(transport)
                .timeSource(time)
                .region("cn-hangzhou")
                .credentials(Clients.CREDENTIALS)
                .signatureVersion(version)
                .build()) {
            client.copyImage(Clients.toShanghai().build());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server StringToSign is [TEXT] server CanonicalRequest is [REQUEST]",
                "server StringToSign is [TEXT]\nserver CanonicalRequest is [REQUEST]",
                "server StringToSign is [TEXT], server CanonicalRequest is [REQUEST]. Please check.",
                "server StringToSign is [TEXT]",
                "server CanonicalRequest is [REQUEST]",
                "server CanonicalRequest is:REQUEST",
                "server string to sign is:TEXT",
                "server StringToSign is \"TEXT\" server CanonicalRequest is \"REQUEST\"",
                "server StringToSign is [ESCAPED] server CanonicalRequest is [ESCAPED REQUEST]",
                "server StringToSign is [TEXT] server CanonicalRequest is [REQ",
                "server StringToSign is [TEXT",
                "server StringToSign is [START",
                "server CanonicalRequest is [HTML REQUEST]",
                "server StringToSign is &#91;HTML&#93; server CanonicalRequest is &#91;HTML REQUEST&#93;",
                "server CanonicalRequest is [WINDOWS REQUEST]",
                "server CanonicalRequest is [BLANKS]",
                "server CanonicalRequest is [BLANKS], please check",
                "server CanonicalRequest is:BLANKS",
                "server CanonicalRequest is \"TWO BLANKS\"",
                "server StringToSign is [0] server CanonicalRequest is [BLANKS] ",
                "server StringToSign: [TEXT], server CanonicalRequest: [REQUEST]",
                "server CanonicalRequest is 'REQUEST'",
                "server StringToSign = TEXT",
                "StringToSign on server is [TEXT]",
                "server string-to-sign is [TEXT] server canonical-request is [REQUEST]",
                "server stringToSign is [LOWER] server canonicalRequest is [0]",
                "server StringToSign is [0] server HashedCanonicalRequest is [HASH]",
                "server HashedCanonicalRequest is:HASH",
                "The hash of the request is HASH.",
                "server StringToSign is [CR LF TEXT] server CanonicalRequest is [0]",
                "server CanonicalRequest is [CR LF REQUEST]",
                "server StringToSign is [TWICE TEXT]",
                "server CanonicalRequest is [TWICE REQUEST]",
                "server CanonicalRequest is \\\"TWICE REQUEST\\\"",
                "server StringToSign is [UNICODE TEXT]",
                "server CanonicalRequest is [UNICODE REQUEST]",
                "server StringToSign is [HEX TEXT]",
                "server CanonicalRequest is [HEX REQUEST]",
                "server StringToSign is [BR TEXT]",
                "server CanonicalRequest is [BR REQUEST]",
                "server StringToSign is [PERCENT TEXT]",
                "server CanonicalRequest is [PERCENT REQUEST]",
                "server CanonicalRequest is [ALL PERCENT]",
                "server StringToSign is [JOINED TEXT] server CanonicalRequest is [JOINED REQUEST]",
                "server CanonicalRequest is:REQUEST. Please check.",
            })
    void acs3_whenTheServiceSignedTheSame_theSecretIsWrong(String form) {
        transport.answerWith(request -> {
            String canonical = canonical(request);
            return refusal(written(form, canonical)
                    .replace("TWO BLANKS", canonical.replace("\n", "  "))
                    .replace("BLANKS", canonical.replace("\n", " "))
                    .replace("ESCAPED REQUEST", canonical.replace("\n", "\\n"))
                    .replace("HTML REQUEST", html(canonical))
                    .replace("WINDOWS REQUEST", canonical.replace("\n", "\r\n"))
                    .replace("HTML", html(toSign(canonical)))
                    .replace("START", toSign(canonical).substring(0, 40))
                    .replace("ESCAPED", toSign(canonical).replace("\n", "\\n"))
                    .replace("LOWER", toSign(canonical).replace("ACS3-HMAC", "acs3-hmac"))
                    .replace("TEXT", toSign(canonical))
                    .replace("REQUEST", canonical));
        });

        assertThatThrownBy(() -> copy(SignatureVersion.ACS3_HMAC_SHA256))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining(SAID.strip())
                .hasMessageContaining("the access key secret is wrong")
                .hasMessageNotContaining("x-acs-");
        assertThat(transport.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server StringToSign is [TEXT] server CanonicalRequest is [REQUEST]",
                "server CanonicalRequest is:REQUEST",
                "server CanonicalRequest is [BLANKS]",
                "server CanonicalRequest is [BR REQUEST]",
                "server CanonicalRequest is [CR LF REQUEST]",
                "server HashedCanonicalRequest is [HASH]",
            })
    void acs3_whenTheServiceSignedSomethingElse_theRequestWasChanged(String form) {
        transport.answerWith(request -> {
            String other = canonical(request).replace("CopyImage", "copyimage") + "0";
            return refusal(written(form, other)
                    .replace("TEXT", toSign(other))
                    .replace("BLANKS", other.replace("\n", " "))
                    .replace("REQUEST", other));
        });

        assertThatThrownBy(() -> copy(SignatureVersion.ACS3_HMAC_SHA256))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("changed or encoded differently")
                .hasMessageNotContaining("x-acs-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server StringToSign is [ACS3-HMAC-SHA256", "server CanonicalRequest is [REQUEST"})
    void acs3_whenTheQuotedTextIsCutOff_nothingIsConcludedFromIt(String form) {
        transport.answerWith(request -> {
            String canonical = canonical(request);
            return refusal(form.replace("REQUEST", canonical.substring(0, canonical.length() - 10)));
        });

        assertThatThrownBy(() -> copy(SignatureVersion.ACS3_HMAC_SHA256))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("cut off")
                .hasMessageNotContaining("on its way")
                .hasMessageNotContaining("x-acs-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server CanonicalRequest is [JOINED REQUEST]",
                "server CanonicalRequest is [***]",
                "server StringToSign is [] server CanonicalRequest is []",
                "server StringToSign is [ACS3-HMAC-SHA256 ***]",
            })
    void acs3_whenNothingQuotedCanBeCompared_nothingIsConcludedFromIt(String form) {
        transport.answerWith(request -> refusal(written(form, canonical(request))));

        assertThatThrownBy(() -> copy(SignatureVersion.ACS3_HMAC_SHA256))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("does not tell whether the secret is wrong")
                .hasMessageNotContaining("on its way")
                .hasMessageNotContaining("x-acs-");
    }

    @ParameterizedTest
    @CsvSource({
        "server string to sign is:,''",
        "server string to sign is:,' Please check.'",
        "server StringToSign is [,]"
    })
    void rpc_whenTheServiceSignedTheSame_theSecretIsWrong(String before, String after) {
        transport.answerWith(request -> {
            String query = Stream.of(request.uri().getRawQuery().split("&"))
                    .filter(pair -> !pair.startsWith("Signature="))
                    .sorted()
                    .collect(Collectors.joining("&"));
            return refusal(before + request.method() + "&%2F&"
                    + query.replace("%", "%25").replace("=", "%3D").replace("&", "%26") + after);
        });

        assertThatThrownBy(() -> copy(SignatureVersion.RPC_V1_HMAC_SHA1))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("the access key secret is wrong")
                .hasMessageNotContaining("AccessKeyId");
    }
}
