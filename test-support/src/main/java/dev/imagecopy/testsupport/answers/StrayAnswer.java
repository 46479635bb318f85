package dev.imagecopy.testsupport.answers;

import java.util.stream.Stream;

/**
 * What something else than the service answers at its address: a proxy, a portal, another program's server. Tests name it in a
 * few words: {@code page 511} for a page in HTML, {@code nothing 204} for an empty body, {@code {} 200} for an empty object,
 * {@code 200 ok} for a text, {@code 503} for an empty object too, and {@code gateway} for a page with 200. A name behind {@code marked} is that
 * answer behind a byte order mark.
 *
 * @param status the HTTP status
 * @param body the text of the body
 */
public record StrayAnswer(int status, String body) {
    /** Reads an answer's name. */
    public static StrayAnswer of(String name) {
        String[] words = name.split(" ", 2);
        return switch (words[0]) {
            case "gateway" -> new StrayAnswer(200, "<html>busy</html>");
            case "page" -> new StrayAnswer(Integer.parseInt(words[1]), "<html><title>x</title>blocked</html>");
            case "marked" -> of(words[1]).behindAMark();
            case "nothing" -> new StrayAnswer(Integer.parseInt(words[1]), "");
            case "{}" -> new StrayAnswer(Integer.parseInt(words[1]), "{}");
            default -> new StrayAnswer(Integer.parseInt(words[0]), words.length > 1 ? words[1] : "{}");
        };
    }

    private StrayAnswer behindAMark() {
        return new StrayAnswer(status, "\ufeff" + body);
    }

    /** Names of answers that say, for good, that a server has no metadata of a machine. */
    public static Stream<String> withoutMetadata() {
        return Stream.of(
                "404",
                "page 404",
                "page 405",
                "page 406",
                "page 410",
                "page 411",
                "page 501",
                "501",
                "nothing 405",
                "nothing 200",
                "nothing 204",
                "200 ok",
                "{} 200",
                "marked {} 200",
                "marked nothing 200",
                "marked page 404",
                "200 {\"credential\":null,\"access_token\":null,\"AccessKeyId\":null}",
                "200 {\"credential\":{},\"access_token\":\"\",\"AccessKeyId\":\"\"}",
                "200 {\"credential\":{\"access\":null,\"expires_at\":\"2026-01-01T01:00:00Z\"}}",
                "200 {\"status\":\"ok\"}");
    }
}
