package dev.imagecopy.verification.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages texts and bytes, the same way for the same seed. */
public final class Mutator {
    private static final Pattern VALUE = Pattern.compile("\"[^\"]*\"|-?[0-9.]+|true|false|null");

    /** What parsers stumble over: wrong types, ends of ranges, nesting, odd characters, other formats. */
    private static final List<String> ODDITIES = List.of(
            "null",
            "true",
            "{}",
            "[]",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\r\\nX: y\"",
            "\"../..\"",
            "0",
            "-1",
            "1e999",
            "1e-999",
            "0.1",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "99999999999999999999999999999999999999999999999999",
            "31556889864403199",
            "\"+1000000000-12-31T23:59:59.999999999Z\"",
            "\"9999-12-31T23:59:60Z\"",
            "\"2026-02-30T00:00:00Z\"",
            "[[[[[[[[[[[[[[[[",
            "{\"a\":{\"a\":{\"a\":",
            "\\",
            "\"",
            "%",
            "=",
            "\n",
            "\r\n",
            "\u0000",
            "\u007f",
            "é",
            "\ud83d\ude00",
            "\ufeff",
            "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
            "<html>",
            "-----BEGIN PRIVATE KEY-----",
            "-----END PRIVATE KEY-----");

    private final SplittableRandom random;

    Mutator(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** One of several, each as likely as the other. */
    public <T> T pick(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    /** One of several texts, damaged. */
    public byte[] damaged(List<String> texts) {
        List<byte[]> corpus = texts.stream().map(Mutator::bytes).toList();
        return damage(pick(corpus), corpus);
    }

    /** One to four damages, one after the other. */
    public byte[] damage(byte[] whole, List<byte[]> others) {
        byte[] damaged = whole;
        for (int n = 1 << random.nextInt(3); n > 0; n--) {
            damaged = damageOnce(damaged, others);
        }
        return damaged;
    }

    private byte[] damageOnce(byte[] whole, List<byte[]> others) {
        int at = random.nextInt(whole.length + 1);
        int end = Math.min(whole.length, at + 1 + random.nextInt(1 << random.nextInt(9)));
        return switch (random.nextInt(10)) {
            case 0 -> replaced(whole, at, at, bytes(pick(ODDITIES)));
            case 1 -> replaced(whole, at, end, bytes(pick(ODDITIES)));
            case 2, 3, 4 -> withOtherValue(whole);
            case 5 -> replaced(whole, at, end, new byte[0]);
            case 6 -> replaced(whole, at, at, Arrays.copyOfRange(whole, at, end));
            case 7 -> oneIn(4) ? Arrays.copyOf(whole, at) : withOtherBits(whole);
            case 8 -> withOtherBits(whole);
            default -> spliced(whole, at, pick(others));
        };
    }

    /** A JSON value (or what looks like one) gives way to one of another kind. */
    private byte[] withOtherValue(byte[] whole) {
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        List<MatchResult> values = VALUE.matcher(text).results().toList();
        if (values.isEmpty()) {
            return withOtherBits(whole);
        }
        MatchResult gone = pick(values);
        MatchResult other = pick(values);
        byte[] replacement = oneIn(4) ? other.group().getBytes(StandardCharsets.ISO_8859_1) : bytes(pick(ODDITIES));
        return replaced(whole, gone.start(), gone.end(), replacement);
    }

    private byte[] withOtherBits(byte[] whole) {
        byte[] changed = whole.clone();
        if (changed.length > 0) {
            int at = random.nextInt(changed.length);
            changed[at] = (byte) (oneIn(2) ? random.nextInt(256) : changed[at] ^ 1 << random.nextInt(8));
        }
        return changed;
    }

    private byte[] spliced(byte[] whole, int at, byte[] other) {
        int from = random.nextInt(other.length + 1);
        return replaced(whole, at, whole.length, Arrays.copyOfRange(other, from, other.length));
    }

    private static byte[] replaced(byte[] whole, int from, int to, byte[] by) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream(whole.length + by.length);
        changed.write(whole, 0, from);
        changed.writeBytes(by);
        changed.write(whole, to, whole.length - to);
        return changed.toByteArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
