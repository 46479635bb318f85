package dev.imagecopy.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids and names of a service that are made of a secret. */
class SecretNamesTest {
    private static final String SECRET = "kQ7rTx9Zk3awLmN0pVb5YcDe_fGh-iJ2uS4oX6";

    private final KnownSecrets known = new KnownSecrets();

    private record Key(String value) implements Credentials {
        @Override
        public List<Secret> secrets() {
            return List.of(Secret.of(value));
        }
    }

    static List<String> forms() {
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        return List.of(
                SECRET,
                SECRET.toUpperCase(Locale.ROOT),
                SECRET.toLowerCase(Locale.ROOT),
                SECRET.substring(0, 25),
                SECRET.substring(20, 32),
                "job-" + SECRET,
                "a" + SECRET.substring(5) + "z",
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(("x" + SECRET).getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString(("xy" + SECRET).getBytes(StandardCharsets.UTF_8)),
                HexFormat.of().formatHex(bytes),
                HexFormat.ofDelimiter(":").formatHex(bytes),
                HexFormat.ofDelimiter("-").withUpperCase().formatHex(bytes),
                HexFormat.ofDelimiter(" ").withPrefix("0x").formatHex(bytes),
                HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_16LE)),
                HexFormat.of().formatHex(Base64.getEncoder().encode(bytes)),
                base64(base64(SECRET)),
                base64(base64("xy" + SECRET)).replace("=", ""),
                base64("x" + base64(SECRET.substring(3, 20))),
                base64(HexFormat.of().formatHex(bytes)),
                "m-" + base64(HexFormat.of().withUpperCase().formatHex(bytes)),
                base64("%" + HexFormat.ofDelimiter("%").formatHex(bytes)),
                Base64.getUrlEncoder().withoutPadding().encodeToString(SECRET.getBytes(StandardCharsets.UTF_16LE)),
                Base64.getUrlEncoder().withoutPadding().encodeToString(SECRET.getBytes(StandardCharsets.UTF_16)),
                Base64.getEncoder().encodeToString(SECRET.substring(7, 19).getBytes(StandardCharsets.UTF_16BE)),
                base64(SECRET.replaceAll("(.{8})", "$1\n")),
                base64(base64(SECRET)).replace("/", "\\/"),
                String.join(".", SECRET.split("")),
                String.join(", ", SECRET.split("")),
                "[\\\"" + String.join("\\\",\\\"", SECRET.split("")) + "\\\"]",
                String.join("\u200b", SECRET.split("")),
                SECRET.replaceAll("(.{6})", "$1\u00a0"),
                SECRET.replaceAll("(.{4})", "$1\\\\n"),
                SECRET.replaceAll("(.{4})", "$1\\\\\\\\n"),
                String.join(":++++++++++++++", SECRET.split("")),
                String.join("\u2060", base64(base64(SECRET)).split("")),
                "\\u006b" + SECRET.substring(1),
                SECRET.substring(0, 9) + "%33" + SECRET.substring(10, 15),
                SECRET.substring(0, 9) + "&#51;" + SECRET.substring(10, 15));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void idOrName_thatHoldsPartOfASecret_isFoundWhereverItIs(String form) {
        known.note(new Key(SECRET));

        for (String document : List.of(
                "{\"job_id\":\"%s\"}",
                "{\"ImageId\":\"%s\"}",
                "{\"id\":\"%s\",\"done\":false}",
                "{\"images\":[{\"id\":\"a\"},{\"id\":\"%s\"}]}",
                "{\"images\":[{\"id\":\"a\",\"name\":\"my %s\"}]}",
                "{\"entities\":{\"image_id\":\"%s\"}}",
                "{\"StoreFiles\":[{\"StoreRelativePath\":\"a/%s\"}]}",
                "{\"imageIds\":[\"%s\"]}",
                "[[{\"id\":\"%s\"}]]")) {
            assertThat(isFoundIn(document.formatted(form))).as(document).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"job_id\":\"8a8a8f2b5d1c4e6f9a0b1c2d3e4f5a6b\"}",
                "{\"job_id\":\"kQ7rTx9Zk3a\"}",
                "{\"job_id\":5,\"id\":null,\"name\":{}}",
                "{\"RequestId\":\"kQ7rTx9Zk3awLmN0pVb5YcDe\",\"ImageId\":\"m-1\"}",
                "{\"description\":\"kQ7rTx9Zk3awLmN0pVb5YcDe\"}",
                "{\"next\":\"/v2/images?limit=1&marker=x\",\"id\":\"a%20b\",\"name\":\"\\u00e4\"}",
                "{\"id\":\"TWFueSBoYW5kcyBtYWtlIGxpZ2h0IHdvcmsuIE1hbnkgaGFuZHMgbWFrZSBsaWdodCB3b3JrLg==\"}",
                "{\"id\":\"VABoAGUAIABxAHUAaQBjAGsAIABiAHIAbwB3AG4AIABmAG8AeAA\",\"name\":\"\u043e\u0431\u0440\u0430\u0437\"}",
                "{\"name\":\"a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p\",\"path\":\"zero\u200bwidth\"}"
            })
    void otherTexts_areLeftAlone(String document) {
        known.note(new Key(SECRET));

        assertThat(isFoundIn(document)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "ID",
                "_id",
                "id_",
                "i_d",
                "ImageId",
                "image_id",
                "IMAGE__ID",
                "ids",
                "image_ids_",
                "Name",
                "FILE_NAME",
                "path",
                "StorePath",
                "VersionNumber",
                "version_number",
                "my_request_id",
                "RequestIds",
                "accessKeyIds",
                "xAccessKeyId"
            })
    void members_thatEndLikeAnIdANameAPathOrANumber_areSearched(String member) {
        known.note(new Key(SECRET));

        assertThat(isFoundIn("{\"%s\":\"%s\"}".formatted(member, SECRET))).isTrue();
        assertThat(isFoundIn("{\"%s\":[7,\"a\",\"%s\"]}".formatted(member, SECRET)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "requestid",
                "RequestId",
                "request_id",
                "_REQUEST__ID_",
                "accesskeyid",
                "AccessKeyId",
                "access_key_id",
                "",
                "_",
                "d",
                "i",
                "idx",
                "name2",
                "paths",
                "numbers",
                "description"
            })
    void otherMembers_areNotSearched(String member) {
        known.note(new Key(SECRET));

        assertThat(isFoundIn("{\"%s\":\"%s\"}".formatted(member, SECRET))).isFalse();
    }

    @Test
    void idsOfAnyForm_areLeftAlone_ifNoSecretCanBeTold() {
        assertThat(isFoundIn("{\"id\":\"hunter2\"}")).isFalse();

        known.note(new Key("hunter2"));

        assertThat(isFoundIn("{\"id\":\"hunter2\"}")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "???>>>???>>>???>>>", "key0000000000000001"})
    void runsOfFewDifferentCharacters_areInManyIds(String secret) {
        known.note(new Key(secret));

        assertThat(isFoundIn("{\"id\":\"b1e2c3d4-0000-4000-8000-000000000001\"}"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00e4\u00f6\u00fc\u00df\u00ff\u00e0\u00e1\u00e2", "?>a?>b?>c", "12345678"})
    void secretsOfAnyCharacters_areFoundInFull(String secret) {
        known.note(new Key(secret));

        assertThat(isFoundIn("{\"name\":\"" + secret + "\"}")).isTrue();
        assertThat(isFoundIn("{\"name\":\"another\"}")).isFalse();
    }

    @Test
    void digitsOfASecret_areFoundWhateverStandsBetweenThem() {
        known.note(new Key("5f2c1d7e90ab-the-rest-of-it"));

        assertThat(isFoundIn("{\"id\":\"5f:2c:1d:7e:90:ab\"}")).isTrue();
        assertThat(isFoundIn("{\"id\":\"5f:2c:1d:7e:90:ac\"}")).isFalse();
    }

    private boolean isFoundIn(String document) {
        return known.areNamesIn(Json.parse(document.getBytes(StandardCharsets.UTF_8)));
    }
}
