package dev.imagecopy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.http.HttpHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A mistake in a test is reported where it was made: what is not allowed is rejected, with what is. */
class MisuseTest {
    private static final Duration NEGATIVE = Duration.ofSeconds(-1);
    private static final Duration TOO_LONG = Duration.ofDays(36_501);
    private static final String BLANK = " ";

    private static final ShelfSimulator SHELF = ShelfSimulator.inProcess(new ManualTimeSource());
    private static final ServiceFabricSimulator FABRIC = ServiceFabricSimulator.inProcess(new ManualTimeSource());
    private static final HuaweiImsSimulator HUAWEI = HuaweiImsSimulator.inProcess(new ManualTimeSource());
    private static final YandexDesktopSimulator YANDEX = YandexDesktopSimulator.inProcess(new ManualTimeSource());
    private static final AlibabaEcsSimulator ALIBABA = AlibabaEcsSimulator.inProcess(new ManualTimeSource());

    @AfterAll
    static void close() {
        List.of(SHELF, FABRIC, HUAWEI, YANDEX, ALIBABA).forEach(Simulator::close);
    }

    static Stream<Arguments> misuses() {
        return Stream.of(faults(), timelines(), simulators(), fabric(), huawei(), yandex(), alibaba())
                .flatMap(each -> each);
    }

    private static Stream<Arguments> faults() {
        return Stream.of(
                misuse(() -> Fault.status(199), "A status is 200 to 599, not 199"),
                misuse(() -> Fault.status(600), "A status is 200 to 599, not 600"),
                misuse(() -> Fault.delayReply(NEGATIVE), "delay must be 0 to 100 years, not PT-1S"),
                misuse(() -> Fault.delayReply(TOO_LONG), "delay must be 0 to 100 years, not PT876024H"),
                misuse(() -> Fault.loseReply().on(BLANK), "onlyCall is required and must not be blank"),
                misuse(() -> Fault.loseReply().on(null), "onlyCall is required and must not be blank"),
                misuse(() -> Fault.loseReply().times(0), "count must be 1 or more, not 0"),
                misuse(() -> Fault.loseReply().skipping(-1), "count must be 0 or more, not -1"));
    }

    private static Stream<Arguments> timelines() {
        Timeline timeline = Timeline.immediate();
        return Stream.of(
                misuse(() -> Timeline.polls(-1), "polls must be 0 or more, not -1"),
                misuse(() -> timeline.queuedFor(-1), "polls must be 0 or more, not -1"),
                misuse(() -> timeline.rollingBackFor(-1), "polls must be 0 or more, not -1"),
                misuse(() -> timeline.invisibleFor(-1), "polls must be 0 or more, not -1"),
                misuse(() -> Timeline.lasting(NEGATIVE), "duration must be 0 to 100 years, not PT-1S"),
                misuse(() -> Timeline.lasting(TOO_LONG), "duration must be 0 to 100 years, not PT876024H"),
                misuse(() -> timeline.queuedFor(NEGATIVE), "duration must be 0 to 100 years, not PT-1S"),
                misuse(() -> timeline.queuedFor(TOO_LONG), "duration must be 0 to 100 years, not PT876024H"),
                misuse(() -> timeline.rollingBackFor(NEGATIVE), "duration must be 0 to 100 years, not PT-1S"),
                misuse(() -> timeline.rollingBackFor(TOO_LONG), "duration must be 0 to 100 years, not PT876024H"));
    }

    private static Stream<Arguments> simulators() {
        String calls = "call must be one of copyImage, describeCopy, unknown, not copyimage";
        return Stream.of(
                misuse(() -> SHELF.failNext(Fault.loseReply().on("copyimage")), calls),
                misuse(() -> SHELF.arrivals("copyimage"), calls),
                misuse(() -> SHELF.assertArrivals("copyimage", 0), calls),
                misuse(() -> SHELF.assertOneArrival("copyimage"), calls),
                misuse(() -> SHELF.assertCalls("copyimage"), calls),
                misuse(() -> SHELF.awaitArrivals("copyimage", 0, Duration.ZERO), calls),
                misuse(() -> SHELF.assertArrivals("copyImage", -1), "count must be 0 or more, not -1"),
                misuse(() -> SHELF.awaitArrivals("copyImage", -1, Duration.ZERO), "count must be 0 or more, not -1"),
                misuse(() -> SHELF.awaitArrivals("copyImage", 0, NEGATIVE), "bound must be 0 to 100 years, not PT-1S"),
                misuse(
                        () -> SHELF.awaitArrivals("copyImage", 0, TOO_LONG),
                        "bound must be 0 to 100 years, not PT876024H"),
                misuse(() -> SHELF.keepRequests(-1), "most must be 0 or more, not -1"),
                misuse(() -> SHELF.delayReplies(NEGATIVE, Duration.ZERO), "least must be 0 to 100 years, not PT-1S"),
                misuse(() -> SHELF.delayReplies(Duration.ZERO, TOO_LONG), "most must be 0 to 100 years, not PT876024H"),
                misuse(
                        () -> SHELF.delayReplies(Duration.ofSeconds(2), Duration.ofSeconds(1)),
                        "most must not be less than least (PT2S), but is PT1S"),
                misuse(() -> SHELF.limitCalls(-1, Duration.ofSeconds(1)), "calls must be 0 or more, not -1"),
                misuse(() -> SHELF.limitCalls(1, Duration.ZERO), "window must be 1 ms to 100 years, not PT0S"),
                misuse(() -> SHELF.limitCalls(1, TOO_LONG), "window must be 1 ms to 100 years, not PT876024H"),
                misuse(
                        () -> SHELF.skewClock(TOO_LONG.negated()),
                        "ahead must be at most 100 years in either direction, not PT-876024H"),
                misuse(() -> StartOptions.defaults().port(65_536), "A port is 0 to 65535, not 65536"),
                misuse(
                        () -> Simulators.start(StartOptions.defaults().port(65_533)),
                        "port is the first of four in a row and must be at most 65532, not 65533"));
    }

    private static Stream<Arguments> fabric() {
        return Stream.of(
                misuse(() -> FABRIC.addImage(BLANK), "folder is required and must not be blank"),
                misuse(() -> FABRIC.addFile(BLANK, 1), "path is required and must not be blank"),
                misuse(() -> FABRIC.addFile("a", -1), "size must be 0 or more, not -1"),
                misuse(() -> FABRIC.addFolder(BLANK), "path is required and must not be blank"),
                misuse(() -> FABRIC.addEmptyFolder(BLANK), "path is required and must not be blank"),
                misuse(() -> FABRIC.remove(BLANK), "path is required and must not be blank"),
                misuse(() -> FABRIC.acceptBearer(BLANK), "token is required and must not be blank"),
                misuse(() -> FABRIC.revokeBearer(BLANK), "token is required and must not be blank"),
                misuse(() -> FABRIC.pageSize(0), "entries must be 1 or more, not 0"),
                misuse(() -> FABRIC.runtime(0.9), "version must be 1.0 or more, not 0.9"),
                misuse(() -> FABRIC.runtime(Double.NaN), "version must be 1.0 or more, not NaN"));
    }

    private static Stream<Arguments> huawei() {
        return Stream.of(
                misuse(() -> HUAWEI.acceptKey("key", BLANK), "secretKey is required and must not be blank"),
                misuse(() -> HUAWEI.forgetKey(BLANK), "accessKey is required and must not be blank"),
                misuse(() -> HUAWEI.acceptToken(BLANK, Instant.MAX), "token is required and must not be blank"),
                misuse(() -> HUAWEI.revokeToken(BLANK), "token is required and must not be blank"),
                misuse(() -> HUAWEI.addUser(BLANK, "user", "password"), "domain is required and must not be blank"),
                misuse(() -> HUAWEI.addAgency(BLANK, "domain"), "agency is required and must not be blank"),
                misuse(() -> HUAWEI.addIdToken("provider", BLANK), "idToken is required and must not be blank"),
                misuse(() -> HUAWEI.temporaryKeyLife(NEGATIVE), "life must be 0 to 100 years, not PT-1S"),
                misuse(() -> HUAWEI.temporaryKeyLife(TOO_LONG), "life must be 0 to 100 years, not PT876024H"),
                misuse(() -> HUAWEI.addProject("r", BLANK, "name"), "projectId is required and must not be blank"),
                misuse(() -> HUAWEI.addProject("other", "r", "p", "name"), "There is no tenant other"),
                misuse(() -> HUAWEI.addTenant(BLANK, "key", "secret"), "domain is required and must not be blank"),
                misuse(() -> HUAWEI.addImage(BLANK), "imageId is required and must not be blank"),
                misuse(() -> HUAWEI.addImage("project", "image", "name"), "There is no project project"),
                misuse(() -> HUAWEI.imageIds("project"), "There is no project project"),
                misuse(() -> HUAWEI.addKmsKey(BLANK, true), "keyId is required and must not be blank"),
                misuse(() -> HUAWEI.limitImages(-1), "most must be 0 or more, not -1"),
                misuse(() -> HUAWEI.limitCopiesAcrossRegions(-1), "most must be 0 or more, not -1"),
                misuse(() -> HUAWEI.lingerAfterDelete(-1), "lists must be 0 or more, not -1"),
                misuse(
                        () -> HUAWEI.unpublish("copyImage", "copyImageV2"),
                        "calls must be one of assumeAgency, copyImage, copyImageToRegion, copyImageV1, copyImageV21, "
                                + "deleteImage, describeJob, describeJobLegacy, exchangeIdToken, issueToken, listImages, "
                                + "listProjects, metadataKey, metadataToken, podKey, not copyImageV2"));
    }

    private static Stream<Arguments> yandex() {
        return Stream.of(
                misuse(() -> YANDEX.acceptToken(BLANK, Instant.MAX), "token is required and must not be blank"),
                misuse(() -> YANDEX.revokeToken(BLANK), "token is required and must not be blank"),
                misuse(
                        () -> YANDEX.acceptSubjectToken("t", BLANK),
                        "serviceAccountId is required and must not be blank"),
                misuse(() -> YANDEX.acceptTokenFor("t"), "the number of folderIds must be 1 or more, not 0"),
                misuse(() -> YANDEX.acceptTokenFor("t", BLANK), "folderIds is required and must not be blank"),
                misuse(() -> YANDEX.tokenLife(NEGATIVE, false), "life must be 0 to 100 years, not PT-1S"),
                misuse(() -> YANDEX.tokenLife(TOO_LONG, false), "life must be 0 to 100 years, not PT876024H"),
                misuse(() -> YANDEX.limitImages(-1), "most must be 0 or more, not -1"),
                misuse(() -> YANDEX.cancelWith("get"), "methods must be one of GET, POST, not get"),
                misuse(() -> YANDEX.addImage(BLANK), "imageId is required and must not be blank"),
                misuse(() -> YANDEX.addFolder(BLANK), "folderId is required and must not be blank"),
                misuse(
                        () -> YANDEX.addDesktopImage(YandexDesktopSimulator.FOLDER, BLANK, Map.of()),
                        "name is required and must not be blank"),
                misuse(() -> YANDEX.forgetOperation(BLANK), "operationId is required and must not be blank"));
    }

    private static Stream<Arguments> alibaba() {
        return Stream.of(
                misuse(() -> ALIBABA.acceptKey("key", BLANK), "accessKeySecret is required and must not be blank"),
                misuse(() -> ALIBABA.forgetKey(BLANK), "accessKeyId is required and must not be blank"),
                misuse(() -> ALIBABA.addAccount(0, "key", "secret"), "accountId must be 1 or more, not 0"),
                misuse(() -> ALIBABA.addImage(BLANK), "imageId is required and must not be blank"),
                misuse(() -> ALIBABA.addImage(BLANK, "m-1", ""), "region is required and must not be blank"),
                misuse(
                        () -> ALIBABA.addEncryptedImage("cn-hangzhou", BLANK, ""),
                        "imageId is required and must not be blank"),
                misuse(() -> ALIBABA.addKmsKey("cn-hangzhou", BLANK), "keyId is required and must not be blank"),
                misuse(() -> ALIBABA.imageIds("cn-hangzou"), "There is no region cn-hangzou"),
                misuse(() -> ALIBABA.setImageStatus("cn-hangzou", "m-1", "Available"), "There is no region cn-hangzou"),
                misuse(
                        () -> ALIBABA.setImageStatus(
                                AlibabaEcsSimulator.SOURCE_REGION, AlibabaEcsSimulator.SOURCE_IMAGE, BLANK),
                        "status is required and must not be blank"),
                misuse(() -> ALIBABA.limitRunningCopies(-1), "most must be 0 or more, not -1"),
                misuse(() -> ALIBABA.limitImages(-1), "most must be 0 or more, not -1"),
                misuse(() -> ALIBABA.limitCallsPerMinute(-1, true), "calls must be 0 or more, not -1"),
                misuse(() -> ALIBABA.acceptOidcToken(BLANK), "token is required and must not be blank"));
    }

    private static Arguments misuse(ThrowingCallable misuse, String message) {
        return Arguments.argumentSet(message, misuse, message);
    }

    @ParameterizedTest
    @MethodSource("misuses")
    void misuse_isRejected_withWhatIsAllowed(ThrowingCallable misuse, String message) {
        assertThatThrownBy(misuse).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void limits_areAllowed() {
        Fault longest = Fault.delayReply(Duration.ofDays(36_500)).on(Simulator.UNKNOWN_CALL);
        try (ShelfSimulator shelf = ShelfSimulator.inProcess(new ManualTimeSource())) {
            shelf.failNext(longest);
            shelf.assertArrivals(Simulator.UNKNOWN_CALL, 0);
            shelf.keepRequests(0);
            shelf.limitCalls(0, Duration.ofMillis(1));
            shelf.skewClock(Duration.ofDays(-36_500));

            assertThat(shelf.pendingFaults()).isEqualTo(1);
        }
    }

    static List<Simulator> services() {
        return List.of(FABRIC, HUAWEI, YANDEX, ALIBABA);
    }

    /** The page names them, so that nobody has to look for them in the sources. */
    @ParameterizedTest
    @MethodSource("services")
    void callNames_areThoseOfTheDocumentation(Simulator service) throws IOException {
        String type = service.getClass().getSimpleName();
        Set<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "testing-your-application.md"))) {
            if (line.startsWith("| `" + type + "` | `copyImage`")) {
                Pattern.compile("`([a-zA-Z]+)`")
                        .matcher(line.substring(line.indexOf("` |")))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(documented::add);
            }
        }

        assertThat(service.callNames()).containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void callName_thatIsNotAmongTheNames_isABugOfTheSimulator() {
        try (Simulator forgetful = new ForgetfulSimulator()) {
            SimulatedRequest request = SimulatedRequest.of("GET", "/", HttpHeaders.empty(), new byte[0]);

            assertThatThrownBy(() -> forgetful.exchange(request))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("callNames() lacks newCall, which callName(...) has returned");
        }
    }

    /** Has a call whose name it does not declare. */
    private static final class ForgetfulSimulator extends Simulator {
        ForgetfulSimulator() {
            super(new ManualTimeSource());
        }

        @Override
        protected Set<String> callNames() {
            return Set.of("oldCall");
        }

        @Override
        protected String callName(SimulatedRequest request) {
            return "newCall";
        }

        @Override
        protected SimulatedResponse handle(SimulatedRequest request) {
            return SimulatedResponse.empty(200);
        }

        @Override
        public List<ExecutedCopy> copies() {
            return List.of();
        }
    }
}
