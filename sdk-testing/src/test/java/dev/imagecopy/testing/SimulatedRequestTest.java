package dev.imagecopy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.testing.SimulatedRequest.Parameter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedRequestTest {
    @Test
    void segments_areDecodedOneByOne() {
        assertThat(request("/ImageStore/a%2Fb/%24/c+d").segments()).containsExactly("ImageStore", "a/b", "$", "c+d");
        assertThat(request("/").segments()).containsExactly("");
        assertThat(request("").path()).isEqualTo("/");
    }

    @Test
    void parameters_areDecodedInOrder() {
        SimulatedRequest request = request("/x?b=%E2%9C%93&a=1+2&a=%2B&empty=&bare&&c=d=e");

        assertThat(request.parameters())
                .containsExactly(
                        new Parameter("b", "\u2713"),
                        new Parameter("a", "1 2"),
                        new Parameter("a", "+"),
                        new Parameter("empty", ""),
                        new Parameter("bare", ""),
                        new Parameter("c", "d=e"));
        assertThat(request.parameter("a")).contains("1 2");
        assertThat(request.parameter("A")).isEmpty();
        assertThat(request.rawQuery()).startsWith("b=%E2");
    }

    @Test
    void body_isReadAsFormOrJson() {
        assertThat(request("/", "grant_type=a%3Ab&x=1+1").form())
                .containsExactly(new Parameter("grant_type", "a:b"), new Parameter("x", "1 1"));
        assertThat(request("/", "{\"a\":1}").json()).containsEntry("a", 1L);
        assertThatThrownBy(() -> request("/", "[]").json()).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%4", "/%zz", "/%C3%28", "/?a=%", "/?%g0=1"})
    void malformedEscapes_areRefused(String target) {
        assertThatThrownBy(() -> request(target)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void toString_showsNoQuery() {
        assertThat(request("/x?Signature=s3cret").toString()).isEqualTo("GET /x");
    }

    @ParameterizedTest
    @CsvSource({"a b,a%20b", "~-._,~-._", "a*/+,a%2A%2F%2B", "\u00e9,%C3%A9", "'',''"})
    void percentCoding_encodesAllButUnreserved(String text, String encoded) {
        assertThat(PercentCoding.encode(text)).isEqualTo(encoded);
        assertThat(PercentCoding.decode(encoded)).isEqualTo(text);
    }

    private static SimulatedRequest request(String target) {
        return request(target, "");
    }

    private static SimulatedRequest request(String target, String body) {
        return SimulatedRequest.of("GET", target, HttpHeaders.empty(), body.getBytes(StandardCharsets.UTF_8));
    }
}
