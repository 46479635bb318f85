package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileFileTest {
    private static final ProfileFile FILE = parsed(
            """
            before = the first section
            # comment
            [ basic ]
            AK = one=two
            ; comment
            empty =
            // slashes = are a comment
            [Other]
            ak = other
            [basic]
            sk=more
            ak = one=two
            [Basic] // the same once more
            sk = more
            empty = no longer
            """);

    @ParameterizedTest
    @CsvSource({
        "basic, ak, one=two",
        "basic, Ak, one=two",
        "basic, sk, more",
        "Basic, ak, one=two",
        "BASIC, ak, one=two",
        "OTHER, ak, other",
        "basic, empty, no longer",
        "basic, // slashes, ''",
        "basic, before, ''",
    })
    void section_isThatOfTheName(String section, String name, String value) {
        assertThat(FILE.section(section, NAMES).orElseThrow().value(name).orElse(""))
                .isEqualTo(value);
    }

    /** As the vendor's own documentation prints it, with what people add. */
    private static final ProfileFile VENDORS = parsed(
            """
            \ufeff[default]                          # default client
            enable = true                      # on unless this says otherwise
            type = access_key                  ; the kind
            access_key_id = foo                # key
            access_key_secret = bar   # rotated in March
            hash_secret = b#a;r
            all_hash = #abc
            only_comment = # none
            tabbed\t=\tvalue\t# comment
            quoted = "a # b"   # comment
            single = 'a ; b'
            half = "a
            colon : value
            arn: acs:ram::1:role/r
            equals = a=b:c
            pasted\u00a0=\u00a0value\u00a0# comment
            empty =
            slashes = value // comment
            address = https://a.example//x
            [ client 1 ]; another
            KEY = 1
            [\ttab\t]# third
            key = 2
            ["quoted"]
            key = 3
            [not] a section
            key = 4
            """
                    .replace("\n", "\r\n"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            default  | enable            | true
            default  | type              | access_key
            default  | access_key_id     | foo
            default  | access_key_secret | bar
            default  | hash_secret       | b#a;r
            default  | all_hash          | ``
            default  | only_comment      | ``
            default  | tabbed            | value
            default  | quoted            | a # b
            default  | single            | a ; b
            default  | half              | "a
            default  | colon             | value
            default  | arn               | acs:ram::1:role/r
            default  | equals            | a=b:c
            default  | pasted            | value
            default  | empty             | ``
            default  | slashes           | value
            default  | address           | https://a.example//x
            client 1 | key               | 1
            tab      | key               | 2
            quoted   | key               | 3
            """)
    void section_ofAFileAsOthersWriteIt_holdsTheValuesAlone(String section, String name, String value) {
        assertThat(VENDORS.section(section, NAMES).orElseThrow().value(name).orElse(""))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[basic]\nak = a\nak = canary",
                "[basic]\nak = a\nAK = canary",
                "[basic]\nak = a\n[basic]\nak = canary",
                "[basic]\nak = a\n[Basic]\nak = canary",
                "[BASIC]\nak = a\n[other]\nak = b\n[Basic]\nak: 'canary'",
            })
    void nameThatIsThereTwice_withDifferentValues_isRefused(String text) {
        assertThatThrownBy(() -> parsed(text).section("basic", NAMES))
                .isInstanceOf(CredentialsException.class)
                .hasMessageMatching("the credentials file has (ak|AK) twice in a section, with different values");
        assertThat(parsed(text).section("other", NAMES).isPresent()).isEqualTo(text.contains("other"));
    }

    @Test
    void nameThatIsASecret_isNotShown() {
        String secret = "Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT";

        assertThatThrownBy(() -> parsed("[basic]\n" + secret + " = a\n" + secret + " = b\n")
                        .section("basic", NAMES))
                .hasMessageContaining("an entry whose name is not shown")
                .hasMessageNotContaining(secret);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u2060", "\u00ad", "\u00a0", "\u3000", "\u200e"})
    void characterThatCannotBeSeen_isRemovedAroundAValueAlone(String hidden) {
        ProfileFile file = parsed(hidden + "[basic]" + hidden + "\n" + hidden + "ak" + hidden + "=" + hidden + "one"
                + hidden + "\nsk=o" + hidden + "ne");

        assertThat(file.section("basic", NAMES).orElseThrow().value("ak")).contains("one");
        assertThat(file.section("basic", NAMES).orElseThrow().value("sk")).isNotEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[other",
                "[[other]]",
                "[other] (old)",
                "[other]:",
                "[other] / old",
                "  [other",
                "[",
                "[other = x"
            })
    void heading_thatIsDamaged_changesNoOtherSection(String heading) {
        ProfileFile file = parsed("[main]\nak = main\n" + heading + "\nak = other\n[next]\nak = next\n");

        assertThat(file.section("main", NAMES).orElseThrow().value("ak")).contains("main");
        assertThat(file.section("next", NAMES).orElseThrow().value("ak")).contains("next");
        assertThat(file.sections()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"---", "--- ", "--- # another", "...", "\ufeff---"})
    void markOfYaml_afterASection_isRefused(String mark, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "[basic]\nak = canary\n" + mark + "\nsk = canary\n");

        assertThatThrownBy(() -> ProfileFile.read(file, "the credentials file"))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("the credentials file, line 3: a mark of YAML between the entries of sections");
    }

    @Test
    void markOfYaml_beforeAllSections_isIgnored(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "---\n[basic]\nak = a\n");

        assertThat(ProfileFile.read(file, "the credentials file").section("basic", NAMES))
                .isPresent();
    }

    private static final List<String> NAMES = List.of("ak", "sk", "security_token", "region");

    private static ProfileFile parsed(String text) {
        return new ProfileFile("the credentials file", ProfileFile.sections(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk = canary\\\n     canary",
                "sk = canary\\\ncanary==",
                "sk : canary \\ \r\n\tcanary",
                "sk=\\\ncanary",
                "sk = \"canary\\\n canary\"",
                "sk = canary\\\n  can4ry:canary",
                "sk = canary\\\ncan4ry=canary",
                "sk = canary\\\n  can4ry=canary",
                "sk = canary\n     canary",
                "sk = canary\n\tcanary==",
                "sk = canary\n\tcanary=",
                "sk = canary\n  can4ry:canary",
                "sk = canary\n  can4ry=canary",
                "sk = canary\n\n  canary",
                "sk = canary\ncanary",
                "sk = canary\ncanary==",
                "sk = canary\n# comment\ncanary",
                "sk = canary\nKq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT0=",
                "sk = canary\ncan4ryCanary/canary=",
                "sk = canary\nxKbTwQzRmPcYhGfD=",
                "sk = canary\n  xKbTwQzRmPcY=x",
                "sk = canary\n  canARY=x",
                "sk = canary\ncanary # rotated: March",
                "sk = canary\ncanary  # see https://a.example/x?y=z",
                "sk = canary\n\tcanary // old = true",
                "sk = canary\ncan4ryCanary= # rotated in March",
                "sk = canary\ncan4ryCanary=;",
                "sk = canary\n  can= ; rotated",
                "sk = canary\nKq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT0= rotated in March",
                "sk = canary\nKq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT0: rotated in March",
                "sk = canary\\ # the first part\ncan4ry=canary",
            })
    void value_thatGoesOnInTheNextLine_isRefusedByItsName(String lines) {
        ProfileFile file = parsed("[basic]\nak = a\n" + lines + "\n[other]\nak = other\n");

        assertThatThrownBy(() -> file.section("basic", NAMES))
                .isInstanceOf(CredentialsException.class)
                .hasMessage(
                        "the credentials file has sk with a value that goes on in the next line, or a line below it that is"
                                + " neither an entry nor a comment: write each value on one line");
        assertThat(file.section("other", NAMES).orElseThrow().value("ak")).contains("other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access_key_secret",
                "accessKeySecret",
                "AccessKeyId",
                "ACCESS_KEY",
                "AK",
                "oauth2-token",
                "client.id1",
                "credentials_uri",
                "can4ryCanary ",
                "x509",
                "sha256",
                "note-1",
                "mfa_serial_2fa",
                "oauth2Token",
                "s3Bucket"
            })
    void name_withoutAValue_isAnEntry(String name) {
        assertThat(parsed("[basic]\nak = a\n" + name + "=\nsk = s")
                        .section("basic", NAMES)
                        .orElseThrow()
                        .value("sk"))
                .contains("s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  security_token=",
                "\tregion=",
                "----------",
                "==========",
                "****",
                "  ________",
                "~~~",
                "***",
                "\u001a"
            })
    void entryWithoutAValueAndRule_betweenEntries_areNoPartsOfValues(String line) {
        NamedSettings section = parsed("[basic]\nak = a\n" + line + "\nsk = s\n")
                .section("basic", NAMES)
                .orElseThrow();

        assertThat(section.value("ak")).contains("a");
        assertThat(section.value("sk")).contains("s");
        assertThat(section.value("security_token")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001a", "\r\n\u001a", "\n\u001a\u001a\n"})
    void endOfAFileOnDos_isNoPartOfAValue(String end) {
        assertThat(parsed("[basic]\nak = a\nsk = s" + end)
                        .section("basic", NAMES)
                        .orElseThrow()
                        .value("sk"))
                .contains("s");
    }

    @Test
    void names_keepTheirLetterCase() {
        NamedSettings section = parsed("[basic]\nAk =\nRegion_Id = r\n[Basic]\nak = a\n")
                .section("basic", NAMES)
                .orElseThrow();

        assertThat(section.names()).containsExactly("Ak", "Region_Id");
        assertThat(section.value("AK")).contains("a");
    }

    @Test
    void line_thatIsNoEntryBelowAHeading_isRefused() {
        ProfileFile file = parsed("[basic]\ncanary\nak = a\n[other]\nak = other\n");

        assertThatThrownBy(() -> file.section("basic", NAMES))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("the credentials file has a line below a heading that is neither an entry nor a comment");
        assertThat(file.section("other", NAMES).orElseThrow().value("ak")).contains("other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[basic]\n  ak = a\n  sk = s",
                "[basic]\nak = a\n  sk = s",
                "[basic]\nak=a\n\tsk=s",
                "  [basic]\n    ak: a\n      # text\n      sk: s",
                "[basic]\nak = a\nsk=s\n \n",
            })
    void entries_thatAreIndented_areEntries(String text) {
        NamedSettings section = parsed(text).section("basic", NAMES).orElseThrow();

        assertThat(section.value("ak")).contains("a");
        assertThat(section.value("sk")).contains("s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\nsk = s", "\nsk=s", "\n\nsk = s", "\n# text\nsk = s", "\n[other]\nak = a", ""})
    void value_thatEndsWithABackslash_isReadIfNoOtherPartFollows(String rest) {
        assertThat(parsed("[basic]\nfolder = C:\\keys\\" + rest)
                        .section("basic", NAMES)
                        .orElseThrow()
                        .value("folder"))
                .contains("C:\\keys\\");
    }

    @Test
    void section_whenThereIsNone_isEmpty() {
        assertThat(FILE.section("none", NAMES)).isEmpty();
        assertThat(parsed("").section("", NAMES)).isEmpty();
    }

    @Test
    void file_whenItCannotBeRead_showsNoPath(@TempDir Path folder) {
        assertThatThrownBy(() -> ProfileFile.read(folder.resolve("canary"), "the credentials file"))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("the credentials file does not exist")
                .hasNoCause();
        assertThatThrownBy(() -> ProfileFile.read(folder, "the credentials file"))
                .isInstanceOf(CredentialsException.class)
                .hasMessageStartingWith("the credentials file cannot be read: ")
                .hasMessageNotContaining(folder.toString());
        assertThatThrownBy(() -> SettingFile.named("canary\0", "TOKEN_FILE"))
                .isInstanceOf(CredentialsException.class)
                .hasMessageNotContaining("canary");
    }
}
