package dev.imagecopy.fleet.internal.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imagecopy.fleet.FleetCopy;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** A page as a browser reads it, and its data as its script does. */
public final class ParsedPage {
    public final String text;
    public final Document document;

    private ParsedPage(String text) {
        this.text = text;
        Parser parser = Parser.htmlParser().setTrackErrors(100);
        document = Jsoup.parse(text, "", parser);
        assertThat(parser.getErrors()).as("errors of the HTML").isEmpty();
    }

    public static ParsedPage of(String text) {
        return new ParsedPage(text);
    }

    static ParsedPage of(List<FleetCopy> copies) throws IOException {
        StringBuilder out = new StringBuilder();
        new PageWriter("imagecopy", SamplePages.status(copies)).write(copies.iterator(), out);
        return of(out.toString());
    }

    JsonNode data() throws IOException {
        return new ObjectMapper().readTree(document.getElementById("data").data());
    }

    /** The cells of each copy by the names of their columns; empty cells are absent. */
    public List<Map<String, String>> rows() throws IOException {
        JsonNode data = data();
        List<String> words = new ArrayList<>();
        List<Map<String, String>> rows = new ArrayList<>();
        for (JsonNode row : data.path("rows")) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                boolean isWord = data.path("columns").get(i).get(1).asText().equals("WORD");
                JsonNode cell = row.get(i);
                if (isWord
                        && cell.isTextual()
                        && words.size() < data.path("mostWords").asInt()) {
                    words.add(cell.asText());
                }
                if (!cell.isNull()) {
                    cells.put(
                            data.path("columns").get(i).get(0).asText(),
                            isWord && cell.isNumber() ? words.get(cell.asInt()) : cell.asText());
                }
            }
            rows.add(cells);
        }
        return rows;
    }

    String policy() {
        return document.select("meta[http-equiv=Content-Security-Policy]").attr("content");
    }

    static String hash(Element inline) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(inline.data().getBytes(UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
