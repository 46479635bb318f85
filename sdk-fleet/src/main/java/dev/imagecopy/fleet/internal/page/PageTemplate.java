package dev.imagecopy.fleet.internal.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page without its data, from the resources beside this class. It may run only the script and the style that are in it, by their
 * hashes, and load nothing.
 */
final class PageTemplate {
    private static final List<String> SCRIPTS = List.of(
            "words.js", "data.js", "filters.js", "timeline.js", "failures.js", "table.js", "refresh.js", "page.js");
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

    private PageTemplate() {}

    /**
     * Fills the template.
     *
     * @param values what replaces the places of these names, as HTML
     * @return what comes before the data and after it
     */
    static List<String> around(Map<String, String> values) {
        String style = resource("page.css");
        String script = SCRIPTS.stream().map(PageTemplate::resource).collect(Collectors.joining("\n"));
        Map<String, String> own = Map.of("style", style, "script", script, "policy", policy(style, script));
        Matcher place = PLACE.matcher(resource("index.html"));
        String page = place.replaceAll(found -> {
            String name = found.group(1);
            return Matcher.quoteReplacement(
                    own.containsKey(name) ? own.get(name) : values.getOrDefault(name, found.group()));
        });
        int data = page.indexOf("{{data}}");
        return List.of(page.substring(0, data), page.substring(data + "{{data}}".length()));
    }

    private static String policy(String style, String script) {
        return "default-src 'none'; script-src 'sha256-" + hash(script) + "'; style-src 'sha256-" + hash(style)
                + "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
    }

    private static String hash(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /** With the line ends that a browser makes of all others before it hashes. */
    private static String resource(String name) {
        try (InputStream file = PageTemplate.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the resource " + name + " of the fleet's page is missing");
            }
            return new String(file.readAllBytes(), UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
