package dev.imagecopy.cli.plan.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Decodes a file in UTF-8, with or without a byte order mark, and counts its lines as the YAML parser does. */
final class FileText {
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private FileText() {}

    /**
     * Decodes a file.
     *
     * @throws Unreadable if it is not UTF-8
     */
    static String decode(byte[] bytes) {
        if (isUtf16(bytes)) {
            throw new Unreadable(Place.FILE, "the file is in UTF-16; save it in UTF-8");
        }
        CharsetDecoder decoder = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            String before = withoutMark(text.toString());
            throw new Unreadable(place(before, before.length()), "the file is not in UTF-8 from here on");
        }
        return withoutMark(text.toString());
    }

    private static boolean isUtf16(byte[] bytes) {
        return bytes.length >= 2
                && ((bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff)
                        || (bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe));
    }

    private static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /** Returns the place of a character. */
    static Place place(String text, int index) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < index; i++) {
            char c = text.charAt(i);
            boolean ends = c == '\n'
                    || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'))
                    || c == '\u0085'
                    || c == '\u2028'
                    || c == '\u2029';
            if (ends) {
                line++;
                start = i + 1;
            }
        }
        return new Place(line, text.codePointCount(start, Math.max(start, index)) + 1);
    }

    /** A file that cannot be read. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Place place;

        Unreadable(Place place, String message) {
            super(message);
            this.place = place;
        }

        Place place() {
            return place;
        }
    }
}
