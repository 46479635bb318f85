package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.Fingerprint;
import dev.imagecopy.core.spi.KeptRequest;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.ServiceTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What fits into a resume token is known before anything is sent. */
class TokenRoomTest {
    private static final Optional<Secret> KEY = Optional.of(Secret.of("a key of this application's, long enough"));
    private static final String LONGEST_ID = "x".repeat(128);

    /** The parts of a handle that may be long. */
    enum Part {
        PROVIDER,
        KIND,
        REGION,
        SCOPE,
        KEY,
        NAME,
        DETAIL_NAME,
        DETAIL
    }

    private static OperationHandle handle(Part part, String text, KeptRequest request) {
        return new OperationHandle(
                new OperationHandle.Place(
                        in(part, Part.PROVIDER, text, "made-up"),
                        in(part, Part.KIND, text, "copy-image"),
                        in(part, Part.REGION, text, "here"),
                        in(part, Part.SCOPE, text, "project-1")),
                new OperationHandle.Start(
                        in(part, Part.KEY, text, "0f8fad5b-d9cb-469f-a165-70867728950e"),
                        Fingerprint.of("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
                        Instant.parse("2026-01-01T00:00:00.123456789Z"),
                        request),
                "",
                in(part, Part.NAME, text, "golden"),
                Map.of(in(part, Part.DETAIL_NAME, text, "source"), in(part, Part.DETAIL, text, "img-0")));
    }

    private static String in(Part part, Part wanted, String text, String otherwise) {
        return part == wanted ? text : otherwise;
    }

    private static void roomIsAsTheCodecSays(Part part, String text) {
        OperationHandle intent = handle(part, text, KeptRequest.none());
        Throwable tooLong = catchThrowable(() -> ResumeTokenCodec.encode(intent.withOperationId(LONGEST_ID), KEY));

        Throwable refused = catchThrowable(() -> ResumeTokenCodec.requireRoom(intent, KEY));

        assertThat(refused == null)
                .as("%d characters of %s", text.length(), part)
                .isEqualTo(tooLong == null);
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void requireRoom_howeverLongAPartIs_refusesWhatWouldNotFit(Part part) {
        for (int length = 700; length < 1000; length += 5) {
            roomIsAsTheCodecSays(part, "x".repeat(length));
        }
        roomIsAsTheCodecSays(part, "x".repeat(3000));
    }

    @ParameterizedTest
    @CsvSource({"'\"', 300", "\\, 300", "я, 300", "\u0001, 80", "a, 700"})
    void requireRoom_whateverTheCharacters_refusesWhatWouldNotFit(String character, int from) {
        for (int length = from; length < 1000; length += 3) {
            roomIsAsTheCodecSays(Part.NAME, character.repeat(length));
        }
    }

    @Test
    void encode_whenTheRequestFits_holdsIt() {
        JsonNode request = Json.object().put("version", 1).put("name", "golden");

        ResumeToken token =
                ResumeTokenCodec.encode(handle(Part.NAME, "golden", KeptRequest.of(request)), Optional.empty());

        assertThat(ResumeTokenCodec.decode(token).request().json()).contains(request);
    }

    @Test
    void encode_whenTheRequestDoesNotFit_leavesItOutAndSaysSo() {
        JsonNode request = Json.object().put("version", 1).put("name", "n".repeat(2000));

        ResumeToken token =
                ResumeTokenCodec.encode(handle(Part.NAME, "golden", KeptRequest.of(request)), Optional.empty());

        assertThat(token.value().length()).isLessThanOrEqualTo(ResumeToken.MAX_LENGTH);
        assertThat(ResumeTokenCodec.decode(token).request().json()).contains(KeptRequest.leftOut());
    }

    @Test
    void encode_whenTheServicesTimeIsKnown_holdsItInMilliseconds() {
        KeptRequest request = sent(KeptRequest.none());

        ResumeToken token = ResumeTokenCodec.encode(handle(Part.NAME, "golden", request), Optional.empty());

        assertThat(ResumeTokenCodec.decode(token).request().firstByte().serviceTime())
                .contains(Instant.parse("2026-01-01T00:00:07.123Z"));
    }

    @Test
    void encode_whenTheServicesTimeIsUnknown_holdsNone() {
        ResumeToken token = ResumeTokenCodec.encode(handle(Part.NAME, "golden", KeptRequest.none()), KEY);

        assertThat(ResumeTokenCodec.decode(token).request().firstByte().serviceTime())
                .isEmpty();
    }

    /** The request matters more: without the time, the copy is only harder to recognize. */
    @Test
    void encode_whenOnlyTheServicesTimeDoesNotFit_leavesItOutAlone() {
        JsonNode request = Json.object().put("version", 1).put("name", "golden");
        int longest = 700;
        while (fits(request, "n".repeat(longest + 1))) {
            longest++;
        }

        OperationHandle full = decoded("n".repeat(longest), sent(KeptRequest.of(request)));
        OperationHandle roomy = decoded("n".repeat(longest - 40), sent(KeptRequest.of(request)));

        assertThat(full.request().json()).contains(request);
        assertThat(full.request().firstByte().serviceTime()).isEmpty();
        assertThat(roomy.request().json()).contains(request);
        assertThat(roomy.request().firstByte().serviceTime()).isPresent();
    }

    private static boolean fits(JsonNode request, String name) {
        return decoded(name, KeptRequest.of(request)).request().json().equals(Optional.of(request));
    }

    private static OperationHandle decoded(String name, KeptRequest request) {
        return ResumeTokenCodec.decode(ResumeTokenCodec.encode(handle(Part.NAME, name, request), Optional.empty()));
    }

    private static KeptRequest sent(KeptRequest request) {
        ServiceTime.isSentAfter(Instant.parse("2026-01-01T00:00:07.123456Z"), handle(Part.NAME, "golden", request));
        return request;
    }

    @Test
    void isSigned_whenTheApplicationHasNoKey_isFalse() {
        ResumeToken token = ResumeTokenCodec.encode(handle(Part.NAME, "golden", KeptRequest.none()), KEY);

        assertThat(ResumeTokenCodec.isSigned(token, KEY)).isTrue();
        assertThat(ResumeTokenCodec.isSigned(token, Optional.empty())).isFalse();
    }
}
