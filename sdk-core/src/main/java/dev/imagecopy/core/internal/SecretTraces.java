package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Recognizes secrets by every run of {@value #RUN} characters, as they are and in base64 and hexadecimal, in canonical form. Runs are stored as
 * hashes; if two collide, something harmless is hidden. Safe for use by multiple threads.
 */
final class SecretTraces {
    static final SecretTraces NONE = new SecretTraces(List.of());

    /** A shorter run of a secret does not reveal it; a shorter secret is searched for as a whole. */
    static final int RUN = 12;

    /** A shorter secret may be part of ordinary words, and hiding it there would reveal it. */
    static final int SHORTEST = 8;

    /** The rest of a run, without the characters that the canonical form drops, must not be an ordinary word. */
    static final int SHORTEST_CANONICAL = 6;

    private static final long BASE = 0x9E3779B97F4A7C15L;

    private final Map<Integer, Hashes> hashesByRun = new HashMap<>();
    private final List<String> tooShort = new ArrayList<>();
    private int longest;

    SecretTraces(Collection<Secret> secrets) {
        for (Secret secret : secrets) {
            String text = OneLine.of(secret.reveal(), Integer.MAX_VALUE);
            longest = Math.max(longest, text.length());
            String canonical = canonical(text);
            if (text.isEmpty()) {
                continue; // nothing to recognize
            }
            if (text.length() < SHORTEST || canonical.length() < SHORTEST_CANONICAL) {
                tooShort.add(canonical);
            } else {
                int run = runIn(text, CanonicalText.unescaped(text).folded());
                note(canonical, run);
                if (CanonicalText.mayBeEscaped(text)) {
                    note(CanonicalText.literal(text).folded().toString(), run);
                }
                noteLoose(text);
                noteBase64(text);
                noteHex(text);
                if (!text.equals(secret.reveal())) {
                    noteBase64(secret.reveal()); // blanks that one line has once
                }
            }
        }
    }

    /** The longest of the secrets. */
    int longest() {
        return longest;
    }

    /** Whether a secret is too short to be distinguished from ordinary text. */
    boolean hasShort() {
        return !tooShort.isEmpty();
    }

    /** Whether a word contains one of the secrets that are too short for texts. */
    boolean isShortIn(String word) {
        String canonical = canonical(word);
        return tooShort.stream().anyMatch(secret -> !secret.isEmpty() && canonical.contains(secret));
    }

    /** Marks the characters of a text that belong to a secret. */
    void mark(CanonicalText folded, BitSet hidden) {
        hashesByRun.forEach((run, hashes) -> {
            RollingHash hash = new RollingHash(folded, run);
            while (hash.next()) {
                if (hashes.contains(hash.value)) {
                    hidden.set(folded.from(hash.end - run), folded.to(hash.end - 1));
                }
            }
        });
    }

    private void note(String canonical, int wanted) {
        int run = Math.min(wanted, canonical.length());
        if (run < SHORTEST_CANONICAL) {
            return; // would hide ordinary words
        }
        Hashes hashes = hashesByRun.computeIfAbsent(run, unused -> new Hashes());
        RollingHash hash = new RollingHash(canonical, run);
        while (hash.next()) {
            hashes.add(hash.value);
        }
    }

    /** What a secret reads like if its own characters look like escapes. */
    private void noteLoose(String text) {
        if (CanonicalText.mayBeLoose(text)) {
            CanonicalText loose = CanonicalText.loose(text, true).folded();
            note(loose.toString(), runIn(text, loose));
        }
    }

    private void noteBase64(String text) {
        for (int before = 0; before < 3; before++) {
            String encoded = base64(text, before);
            String forUrls = encoded.replace('+', '-').replace('/', '_');
            note(canonical(encoded), RUN);
            if (!forUrls.equals(encoded)) {
                note(canonical(forUrls), RUN);
            }
        }
    }

    /** Other forms need no digits of their own, since the digits of a text are read as well. */
    private void noteHex(String text) {
        note(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)), 2 * RUN);
        if (!text.chars().allMatch(c -> c < 0x80)) {
            note(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16BE)), 4 * RUN);
            note(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16LE)), 4 * RUN);
        }
    }

    private static String canonical(String text) {
        return CanonicalText.unescaped(text).folded().toString();
    }

    /** The smallest number of characters that a run has in canonical form. */
    private static int runIn(String text, CanonicalText folded) {
        int fewest = RUN;
        for (int first = 0, last = 0, start = 0; start + RUN <= text.length(); start++) {
            while (first < folded.length() && folded.from(first) < start) {
                first++;
            }
            while (last < folded.length() && folded.to(last) <= start + RUN) {
                last++;
            }
            fewest = Math.min(fewest, last - first);
        }
        return Math.max(fewest, SHORTEST_CANONICAL);
    }

    /** The base64 form of a secret after this many other bytes, without the characters that also encode other bytes. */
    private static String base64(String text, int before) {
        byte[] secret = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[before + secret.length];
        System.arraycopy(secret, 0, bytes, before, secret.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        int own = (8 * before + 5) / 6;
        return encoded.substring(own, bytes.length * 8 / 6);
    }

    /** A set of hashes behind a filter, which rejects most runs of most texts. */
    private static final class Hashes {
        private static final int FILTER_BITS = 16;

        private final BitSet filter = new BitSet(1 << FILTER_BITS);
        private final Set<Long> all = new HashSet<>();

        void add(long hash) {
            filter.set((int) (hash >>> (Long.SIZE - FILTER_BITS)));
            all.add(hash);
        }

        boolean contains(long hash) {
            return filter.get((int) (hash >>> (Long.SIZE - FILTER_BITS))) && all.contains(hash);
        }
    }

    /** The hashes of all runs of a text, one after another. */
    private static final class RollingHash {
        private final CharSequence text;
        private final int run;
        private final long highest;
        private long value;
        private int end;

        RollingHash(CharSequence text, int run) {
            this.text = text;
            this.run = run;
            long power = 1;
            for (int i = 0; i < run; i++) {
                power *= BASE;
            }
            this.highest = power;
        }

        boolean next() {
            do {
                if (end == text.length()) {
                    return false;
                }
                value = value * BASE + text.charAt(end) - (end >= run ? highest * text.charAt(end - run) : 0);
                end++;
            } while (end < run);
            return true;
        }
    }
}
