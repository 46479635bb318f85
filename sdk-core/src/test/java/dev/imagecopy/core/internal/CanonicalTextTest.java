package dev.imagecopy.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts as they would read without their escapes. */
class CanonicalTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a%2Fb%2fc|a/b/c",
                "a%252Fb|a/b",
                "a\\/b\\\"c|a/b\"c",
                "a\\u002Fb\\u002fc|a/b/c",
                "a\\\\u002Fb|a/b",
                "a\\u0026#x2F;b|a/b",
                "a&amp;sol;b&#47;c&#x2f;d&plus;|a/b/c/d+",
                "a\\x2Fb%u002Fc|a/b/c",
                "a\\nb|a b",
                "100%|100%",
                "&nothing;&#;&#x;|&nothing;&#;&#x;",
                "%%32%35|%",
                "\\u{6b}\\u{00006B}\\x{6b}|kkk",
                "\\u{}\\u{fffffff}{6b}|\\u{}\\u{fffffff}{6b}",
                "a%e2%80%8bb%C2%ADc%ef%bb%bfd|a b c d",
                "a&shy;b&ZeroWidthSpace;c&zwj;d|a b c d",
                "=6B\\153&#107|=6B\\153&#107",
            })
    void unescaped_undoesEscapesHoweverOften(String text, String expected) {
        assertThat(CanonicalText.unescaped(text)).hasToString(expected);
    }

    @Test
    void unescaped_ofOtherLetters_meansTheSameWrittenOrEscaped() {
        String written = CanonicalText.unescaped("\u00c9t\u00e9").toString();

        assertThat(CanonicalText.unescaped("%C3%A9t%C3%A9")).hasToString(written);
        assertThat(CanonicalText.unescaped("\\u00e9t&#xe9;")).hasToString(written);
    }

    @ParameterizedTest
    @CsvSource({
        "=6B=6b,kk",
        "\\153\\101,kA",
        "&#107&#90 &#x6b&#x5A,kZ kZ",
        "&#107x,kx",
        "&#1075&#107;,\u0433k",
        "&ampx,&ampx",
        "&lt&#38#107,<k",
        "=3D6B,k",
        "%3D6B,k",
        "\\\\153,k",
    })
    void loose_decodesWhatMayBeAnEscape(String text, String expected) {
        assertThat(CanonicalText.loose(text, true))
                .hasToString(CanonicalText.literal(expected).toString());
    }

    @Test
    void looseOnce_leavesWhatResultsFromDecoding() {
        assertThat(CanonicalText.loose("=3D36B&#38#107 =6B", false)).hasToString("=36B&#107 k");
    }

    @Test
    void unescaped_joinsTheBytesOfACharacter() {
        String written = CanonicalText.unescaped("\u00c9\ud83d\ude00").toString();

        assertThat(CanonicalText.unescaped("%C3%89%f0%9f%98%80")).hasToString(written);
        assertThat(CanonicalText.unescaped("\\u{c9}&#128512;")).hasToString(written);
    }

    @Test
    void folded_tellsWhereEachCharacterStood() {
        CanonicalText folded = CanonicalText.unescaped("A +%2f_b=").folded();

        assertThat(folded).hasToString("a/_b");
        assertThat(folded.from(1)).isEqualTo(3);
        assertThat(folded.to(1)).isEqualTo(6);
    }

    @ParameterizedTest
    @Timeout(60)
    @ValueSource(strings = {"%3", "&#3", "\\u003", "&amp;", "%25", "\\", "&", "%", "=3", "&amp", "&#38", "\\u{2"})
    void unescaped_whenOneEscapeEndsTheNext_needsNoStack(String unit) {
        String hostile = unit.repeat(256 * 1024 / unit.length());

        assertThat(CanonicalText.unescaped(hostile + "34;3")).isNotEmpty();
        assertThat(CanonicalText.loose(hostile + "34;3", true)).isNotEmpty();
    }
}
