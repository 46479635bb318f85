package dev.imagecopy.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a page that is made from the benchmark report.
 *
 * @param page the page
 * @param begin the comment before it
 * @param end the comment after it
 */
record WrittenPart(Path page, String begin, String end) {
    /** Writes it if {@code -Dvendor-figures.write=true} asks for that. */
    void writeIfAsked(String text) throws IOException {
        if (Boolean.getBoolean("vendor-figures.write")) {
            String whole = read();
            int from = whole.indexOf(begin) + begin.length();
            Files.writeString(
                    Page.ROOT.resolve(page), whole.substring(0, from) + text + whole.substring(whole.indexOf(end)));
        }
    }

    String read() throws IOException {
        return Files.readString(Page.ROOT.resolve(page));
    }
}
