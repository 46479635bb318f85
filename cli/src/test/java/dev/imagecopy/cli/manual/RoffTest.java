package dev.imagecopy.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoffTest {
    @Test
    void page_hasSectionsTermsAndParagraphs() {
        String roff = Roff.of(
                """
                // tag::picocli-generated-full-manpage[]
                :doctype: manpage
                = imagecopy-copy(1)

                == Synopsis

                *imagecopy copy* [*--progress*=_FORM_] [*-h*]

                == Options

                *--progress*=_FORM_::
                  How to show it, or with NO_COLOR.
                +
                Default: bars.

                xref:imagecopy-list.adoc[*list*]::
                  Lists a\\b.

                """,
                "imagecopy 1.0");

        assertThat(roff)
                .isEqualTo(
                        """
                .TH "IMAGECOPY-COPY" "1" "" "imagecopy 1.0" "imagecopy"
                .nh
                .ad l
                .SH "SYNOPSIS"
                \\fBimagecopy copy\\fR [\\fB\\-\\-progress\\fR=\\fIFORM\\fR] [\\fB\\-h\\fR]
                .SH "OPTIONS"
                .TP
                \\fB\\-\\-progress\\fR=\\fIFORM\\fR
                How to show it, or with NO_COLOR.
                .sp
                Default: bars.
                .TP
                \\fBlist\\fR
                Lists a\\eb.
                """);
    }

    @Test
    void text_thatLooksLikeACommandOfRoff_isNone() {
        assertThat(Roff.of(".profile is read\n'quoted'", "1")).isEqualTo("\\&.profile is read\n\\&'quoted'\n");
    }
}
