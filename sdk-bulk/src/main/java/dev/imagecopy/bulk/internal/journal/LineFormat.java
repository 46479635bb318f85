package dev.imagecopy.bulk.internal.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The lines of the file, each a JSON object that begins with the CRC-32C of the rest of it:
 *
 * <pre>
 * {"sum":"6f1e2d3c","store":"image-copy operations","version":1}
 * {"sum":"91ab04de","key":"…","state":"SENDING","record":{…}}
 * {"sum":"0c11d2aa","acknowledged":48213}
 * </pre>
 */
final class LineFormat {
    /** No line is longer than this. */
    static final int MAX_LENGTH = 1 << 20;

    static final byte[] BEGIN = "{\"sum\":\"".getBytes(US_ASCII);
    private static final int SUM_LENGTH = 8;
    private static final byte[] SUM_END = "\",".getBytes(US_ASCII);
    /** What comes before the first member that differs between lines. */
    private static final int HEAD = BEGIN.length + SUM_LENGTH + SUM_END.length;

    private static final byte[] KEY = "\"key\":\"".getBytes(US_ASCII);
    private static final byte[] STORE = "\"store\":\"image-copy operations\",\"version\":".getBytes(US_ASCII);
    private static final byte[] ACKNOWLEDGED = "\"acknowledged\":".getBytes(US_ASCII);
    private static final String STATE = ",\"state\":\"";
    private static final String RECORD = "\",\"record\":";

    private LineFormat() {}

    static byte[] header(int version) {
        return line(new String(STORE, US_ASCII) + version + "}");
    }

    static byte[] acknowledgement(long offset) {
        return line(new String(ACKNOWLEDGED, US_ASCII) + offset + "}");
    }

    static byte[] entry(Entry entry) {
        return line(new String(KEY, US_ASCII)
                + escaped(entry.key())
                + '"'
                + STATE
                + entry.state()
                + RECORD
                + entry.body()
                + "}");
    }

    /** The line with its line end. */
    private static byte[] line(String members) {
        byte[] rest = members.getBytes(UTF_8);
        byte[] line = Arrays.copyOf(BEGIN, HEAD + rest.length + 1);
        if (line.length > MAX_LENGTH) {
            throw new IllegalArgumentException("A record of " + line.length + " bytes is too long to be kept");
        }
        byte[] sum = HexFormat.of().toHexDigits(sum(rest, 0, rest.length)).getBytes(US_ASCII);
        System.arraycopy(sum, 0, line, BEGIN.length, SUM_LENGTH);
        System.arraycopy(SUM_END, 0, line, BEGIN.length + SUM_LENGTH, SUM_END.length);
        System.arraycopy(rest, 0, line, HEAD, rest.length);
        line[line.length - 1] = '\n';
        return line;
    }

    /** Returns whether the bytes, without the line end, are as they were written. */
    static boolean isIntact(byte[] bytes, int from, int to) {
        return to - from > HEAD
                && to - from < MAX_LENGTH
                && startsWith(bytes, from, to, BEGIN)
                && startsWith(bytes, from + BEGIN.length + SUM_LENGTH, to, SUM_END)
                && isSum(bytes, from + BEGIN.length, sum(bytes, from + HEAD, to - from - HEAD));
    }

    /** Digit by digit: a million lines are read when a large file is opened. */
    private static boolean isSum(byte[] bytes, int from, int sum) {
        for (int i = 0; i < SUM_LENGTH; i++) {
            if (bytes[from + i] != HexFormat.of().toLowHexDigit(sum >>> (28 - 4 * i))) {
                return false;
            }
        }
        return true;
    }

    /** Reads the version of an intact line; empty if it is not a header. */
    static Optional<Integer> version(byte[] bytes, int from, int to) {
        return number(bytes, from, to, STORE).map(Long::intValue);
    }

    /** Reads the offset up to which an intact line acknowledges damage; empty if it does not. */
    static Optional<Long> acknowledged(byte[] bytes, int from, int to) {
        return number(bytes, from, to, ACKNOWLEDGED);
    }

    private static Optional<Long> number(byte[] bytes, int from, int to, byte[] name) {
        if (!startsWith(bytes, from + HEAD, to, name)) {
            return Optional.empty();
        }
        int digits = from + HEAD + name.length;
        return Optional.of(Long.parseLong(new String(bytes, digits, to - digits - 1, US_ASCII)));
    }

    /** Hashes the key of an intact line; empty if it has none. */
    static Optional<KeyHash> keyHash(byte[] bytes, int from, int to) {
        int key = from + HEAD + KEY.length;
        return startsWith(bytes, from + HEAD, to, KEY)
                ? Optional.of(KeyHash.of(bytes, key, endOfText(bytes, key, to)))
                : Optional.empty();
    }

    static KeyHash keyHash(String key) {
        byte[] bytes = escaped(key).getBytes(US_ASCII);
        return KeyHash.of(bytes, 0, bytes.length);
    }

    /** Reads an intact line that has a key. */
    static Entry entry(byte[] bytes, int from, int to) {
        int key = from + HEAD + KEY.length;
        int keyEnd = endOfText(bytes, key, to);
        int state = keyEnd + 1 + STATE.length();
        int stateEnd = endOfText(bytes, state, to);
        int record = stateEnd + RECORD.length();
        return new Entry(
                unescaped(new String(bytes, key, keyEnd - key, US_ASCII)),
                new String(bytes, state, stateEnd - state, US_ASCII),
                new String(bytes, record, to - record - 1, UTF_8));
    }

    /** Reads what is probably the key in damaged bytes. */
    static Optional<String> likelyKey(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, ISO_8859_1);
        int key = text.indexOf(new String(KEY, US_ASCII));
        int end = key < 0 ? -1 : text.indexOf('"', key + KEY.length);
        return end < 0 || end - key > 100
                ? Optional.empty()
                : Optional.of(text.substring(key + KEY.length, end).replaceAll("[^!-~]", "?"));
    }

    static int indexOfBegin(byte[] bytes, int from, int to) {
        for (int i = from; i + BEGIN.length <= to; i++) {
            if (bytes[i] == BEGIN[0] && startsWith(bytes, i, to, BEGIN)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] expected) {
        return to - from >= expected.length
                && Arrays.equals(bytes, from, from + expected.length, expected, 0, expected.length);
    }

    private static int endOfText(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != '"') {
            end += bytes[end] == '\\' ? 2 : 1;
        }
        return end;
    }

    private static int sum(byte[] bytes, int from, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, from, length);
        return (int) sum.getValue();
    }

    private static String escaped(String key) {
        return key.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String unescaped(String text) {
        StringBuilder key = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                i++;
            }
            key.append(text.charAt(i));
        }
        return key.toString();
    }
}
