package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.http.HttpResponse;
import java.util.List;
import java.util.Locale;

/** How web servers answer plain HTTP on a port that speaks https, where others answer with a TLS alert. */
final class PlainHttpRefusal {
    private static final int BAD_REQUEST = 400;

    /** Of nginx, of Apache, of Go's server and of Jetty and Tomcat. */
    private static final List<String> WORDS = List.of(
            "plain http request was sent to https port",
            "speaking plain http to an ssl-enabled server port",
            "sent an http request to an https server",
            "combination of host and port requires tls");

    private PlainHttpRefusal() {}

    static boolean isIn(HttpResponse response) {
        if (response.status() != BAD_REQUEST) {
            return false;
        }
        String body = response.bodyAsText().toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(body::contains);
    }
}
