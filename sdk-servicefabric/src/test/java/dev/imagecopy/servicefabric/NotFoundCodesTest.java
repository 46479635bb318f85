package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the codes that the vendor's description lists under 404 say that there is nothing at a path. */
class NotFoundCodesTest {
    private static final CopyImageStoreContentRequest REQUEST = TestClients.copy("App\\v1", "App\\v2");
    private static final List<String> ABSENT = List.of("FABRIC_E_DIRECTORY_NOT_FOUND", "FABRIC_E_NAME_DOES_NOT_EXIST");
    private static final String NO_FILE = "FABRIC_E_FILE_NOT_FOUND";

    /** The SDK has rows of their own for them: the image store moves, and the request was wrong. */
    private static final Set<String> WITH_OWN_ROWS =
            Set.of("FABRIC_E_PARTITION_NOT_FOUND", "FABRIC_E_IMAGEBUILDER_RESERVED_DIRECTORY_ERROR");

    private final ManualTimeSource time = new ManualTimeSource();
    private final ServiceFabricSimulator cluster =
            ServiceFabricSimulator.inProcess(time).addFolder("App\\v1", "a", "b");
    private final ServiceFabricClient client =
            TestClients.inProcess(cluster, time).build();

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    static Stream<String> codesOfOtherThings() {
        return SwaggerFragment.load().codes(404).stream()
                .filter(code -> !ABSENT.contains(code) && !code.equals(NO_FILE) && !WITH_OWN_ROWS.contains(code));
    }

    static Stream<String> codesThatAreNoAbsence() {
        return Stream.concat(codesOfOtherThings(), Stream.of(NO_FILE));
    }

    @ParameterizedTest
    @MethodSource("codesThatAreNoAbsence")
    void look_whenSomethingElseIsNotFound_isRepeatedUntilItShowsTheCopy(String code) {
        cluster.script(Timeline.lasting(Duration.ofSeconds(75)));
        Operation<CopiedContent> copy = client.copyImage(REQUEST);
        cluster.failNext(notFound(code).on("listContent").times(12));

        assertThat(finish(copy).evidence()).isEqualTo(Evidence.VERIFIED);
        assertThat(cluster.pendingFaults()).isZero();
        assertThat(cluster.copies()).hasSize(1);
    }

    /** That would be the proof that the gateway skipped the copy. */
    @ParameterizedTest
    @MethodSource("codesThatAreNoAbsence")
    void look_afterACopyWithCheckMarkFile_isRepeatedUntilItShowsTheCopy(String code) {
        Operation<CopiedContent> copy =
                client.copyImage(REQUEST.toBuilder().checkMarkFile(true).build());
        cluster.failNext(notFound(code).on("listContent").times(3));

        assertThat(finish(copy).evidence()).isEqualTo(Evidence.ANSWERED);
        assertThat(cluster.pendingFaults()).isZero();
    }

    @ParameterizedTest
    @MethodSource("codesOfOtherThings")
    void copy_whenTheFirstLookFindsNoAnswer_isNotSent(String code) {
        cluster.failNext(notFound(code).on("listContent"));

        assertThatThrownBy(() -> client.copyImage(REQUEST))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining(code);
        assertThat(cluster.arrivals("copyImage")).isZero();
    }

    /** A folder that has lost one of its files on the disk can be replaced, though not listed. */
    @Test
    void copy_whenTheFirstLookMissesAFile_isSentAndProvedByItsAnswer() {
        cluster.addFolder("App\\v2", "old");
        cluster.failNext(notFound(NO_FILE).on("listContent"));

        assertThat(finish(client.copyImage(REQUEST)).evidence()).isEqualTo(Evidence.ANSWERED);
        assertThat(cluster.files()).containsKey("App\\v2\\a").doesNotContainKey("App\\v2\\old");
    }

    @Test
    void copy_whenTheFirstLookMissesAFileAndNothingIsCopied_isNotProvedByTheOldMarker() {
        cluster.addFolder("App\\v2", "old");
        cluster.failNext(notFound(NO_FILE).on("listContent"));
        cluster.failNext(Fault.dropRequest().on("copyImage"));

        assertThat(catchThrowableOfType(AmbiguousOutcomeException.class, () -> finish(client.copyImage(REQUEST))))
                .hasMessageContaining("does not show that it finished");
        assertThat(cluster.arrivals("copyImage")).isEqualTo(1);
        assertThat(cluster.files()).containsKey("App\\v2\\old");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FABRIC_E_DIRECTORY_NOT_FOUND", "FABRIC_E_NAME_DOES_NOT_EXIST"})
    void copy_whenTheFirstLookFindsNothing_isProvedByAMarker(String code) {
        cluster.failNext(notFound(code).on("listContent"));
        cluster.failNext(Fault.loseReply().on("copyImage"));

        assertThat(finish(client.copyImage(REQUEST)).evidence()).isEqualTo(Evidence.VERIFIED);
    }

    @ParameterizedTest
    @MethodSource("codesThatAreNoAbsence")
    void lookUp_whenSomethingElseIsNotFound_saysNothingOfTheDestination(String code) {
        cluster.addFolder("App\\v2", "a", "b");
        cluster.failNext(notFound(code).on("listContent"));

        assertThatThrownBy(() -> client.copies().lookUp(REQUEST, CallOptions.defaults()))
                .isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @MethodSource("codesThatAreNoAbsence")
    void preflight_whenSomethingElseIsNotFound_saysNothingOfTheSource(String code) {
        cluster.failNext(notFound(code).on("listContent"));

        assertThatThrownBy(() -> client.preflight(REQUEST)).isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @MethodSource("codesOfOtherThings")
    void deletion_whenSomethingElseIsNotFoundAtTheSecondAttempt_isAmbiguous(String code) {
        cluster.failNext(coded(503, "E_ABORT").on("deleteContent"));
        cluster.failNext(notFound(code).on("deleteContent"));

        assertThatThrownBy(() -> client.deleteContent("App\\v2"))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasCauseInstanceOf(ApiException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "FABRIC_E_FILE_NOT_FOUND", "FABRIC_E_DIRECTORY_NOT_FOUND", "FABRIC_E_NAME_DOES_NOT_EXIST"})
    void deletion_whenThePathIsNotFoundAtTheSecondAttempt_isDone(String code) {
        cluster.failNext(coded(503, "E_ABORT").on("deleteContent"));
        cluster.failNext(notFound(code).on("deleteContent"));

        client.deleteContent("App\\v2");

        assertThat(cluster.arrivals("deleteContent")).isEqualTo(2);
    }

    private static Fault notFound(String code) {
        return code.isEmpty() ? Fault.status(404) : coded(404, code);
    }

    private static Fault coded(int status, String code) {
        return Fault.status(status)
                .body("application/json", "{\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"m\"}}");
    }

    private CopiedContent finish(Operation<CopiedContent> copy) {
        return new Jumping(time).finish(copy);
    }
}
