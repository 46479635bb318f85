package dev.imagecopy.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;

class HttpRequestTest {
    private static final String TARGET = "https://cloud.test:8443/v1/images%2F1?secret=a%20b";
    private static final HttpRequest OF_TEXT = HttpRequest.of("GET", TARGET, HttpHeaders.empty());

    @Test
    void uri_whenMadeOfAText_isThatTextTakenApart() {
        assertThat(OF_TEXT.uri()).isEqualTo(URI.create(TARGET));
        assertThat(OF_TEXT.withHeaders(HttpHeaders.empty()).uri()).isEqualTo(URI.create(TARGET));
    }

    @Test
    void target_isTheTextOfTheUri() {
        assertThat(HttpRequest.of("GET", URI.create(TARGET), HttpHeaders.empty())
                        .target())
                .isEqualTo(TARGET);
        assertThat(OF_TEXT.withUri(URI.create("https://other.test/")).target()).isEqualTo("https://other.test/");
    }

    @Test
    void uri_whenTheTextIsNone_isRefused() {
        HttpRequest request = HttpRequest.of("GET", "https://cloud.test/a b", HttpHeaders.empty());

        assertThatIllegalArgumentException().isThrownBy(request::uri);
    }

    @Test
    void texts_ofARequestToAnAddressWithAPath_showNothingOfThatPath() {
        for (String base : new String[] {"/canary", "/canary/"}) {
            HttpRequest request = HttpRequest.of("GET", "https://cloud.test/canary/v1/images?q", HttpHeaders.empty())
                    .hidingPath(base)
                    .withHeaders(HttpHeaders.empty())
                    .withBody(new byte[0])
                    .withTag("tag")
                    .onFreshConnection();

            assertThat(request).hasToString("GET cloud.test/…/v1/images");
            assertThat(request.shownPath()).isEqualTo("/…/v1/images");
            assertThat(request.target()).contains("/canary/v1");
        }
    }

    @Test
    void toString_whenMadeOfAText_showsNoQuery() {
        assertThat(OF_TEXT).hasToString("GET cloud.test:8443/v1/images%2F1");
    }
}
