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

    @Test
    void folded_tellsWhereEachCharacterStood() {
        CanonicalText folded = CanonicalText.unescaped("A +%2f_b=").folded();

        assertThat(folded).hasToString("a/_b");
        assertThat(folded.from(1)).isEqualTo(3);
        assertThat(folded.to(1)).isEqualTo(6);
    }

    @ParameterizedTest
    @Timeout(60)
    @ValueSource(strings = {"%3", "&#3", "\\u003", "&amp;", "%25", "\\", "&", "%"})
    void unescaped_whenOneEscapeEndsTheNext_needsNoStack(String unit) {
        String hostile = unit.repeat(256 * 1024 / unit.length());

        assertThat(CanonicalText.unescaped(hostile + "34;3")).isNotEmpty();
    }
}
