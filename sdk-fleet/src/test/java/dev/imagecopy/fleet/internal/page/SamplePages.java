package dev.imagecopy.fleet.internal.page;

import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.fleet.FleetCopy;
import dev.imagecopy.fleet.FleetState;
import dev.imagecopy.fleet.FleetStatus;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** Pages of invented fleets, for tests and for {@code sdk-fleet/page-check}: the same whenever they are made. */
final class SamplePages {
    static final Instant AT = Instant.parse("2026-11-29T12:00:00Z");

    private static final List<CopyTarget> PLACES = List.of(
            new CopyTarget("alibaba-ecs", "cn-shanghai", "1234567890", ""),
            new CopyTarget("alibaba-ecs", "cn-beijing", "1234567890", ""),
            new CopyTarget("alibaba-ecs", "eu-central-1", "1234567890", ""),
            new CopyTarget("huawei-ims", "eu-west-101", "0123456789abcdef0123456789abcdef", ""),
            new CopyTarget("huawei-ims", "ap-southeast-3", "0123456789abcdef0123456789abcdef", ""),
            new CopyTarget("yandex-desktop", "", "b1gsimulatorfolder01", ""),
            new CopyTarget("servicefabric", "", "gateways-c98570e89dbfb189", ""));
    private static final List<String> CLIENTS =
            List.of("prod-ali", "prod-ali", "prod-ali", "prod-huawei", "prod-huawei", "desktops", "cluster-west");
    private static final List<CopyFailure> FAILURES = List.of(
            new CopyFailure(
                    "QuotaExceededException",
                    "QuotaExceed.Image",
                    "AlibabaEcsClient.copyImage failed: 403 QuotaExceed.Image \"The maximum number of images is exceeded.\""
                            + " [request-id 473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E, POST ecs.cn-shanghai.aliyuncs.com/]",
                    Optional.of("473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E"),
                    false),
            new CopyFailure(
                    "OperationFailedException",
                    "IMG.0085",
                    "The image cannot be copied: its disk is being encrypted.",
                    Optional.of("5f2c9a00d4e84d7a9d3b000000000075"),
                    false),
            new CopyFailure(
                    "PermissionDeniedException",
                    "PERMISSION_DENIED",
                    "YandexDesktopClient.copyImage failed: 403 PERMISSION_DENIED \"Permission denied\"",
                    Optional.of("5a1b0c0d-0000-4000-8000-000000000076"),
                    false));

    private SamplePages() {}

    /** Writes the pages into the folder that is given. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        write(folder.resolve("none.html"), List.of());
        write(folder.resolve("hundred.html"), copies(100, true));
        write(folder.resolve("many.html"), copies(10_000, true));
        write(folder.resolve("ended.html"), copies(100, false));
        write(folder.resolve("hostile.html"), hostile(HostileTexts.all()));
    }

    private static void write(Path file, List<FleetCopy> copies) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            new PageWriter("imagecopy", status(copies)).write(copies.iterator(), out);
        }
    }

    static FleetStatus status(List<FleetCopy> copies) {
        Map<CopyStatus, Long> endings = new EnumMap<>(CopyStatus.class);
        Map<FleetState, Long> states = new EnumMap<>(FleetState.class);
        for (FleetCopy copy : copies) {
            states.merge(copy.state(), 1L, Long::sum);
            if (copy.state() == FleetState.ENDED) {
                endings.merge(copy.outcome().status(), 1L, Long::sum);
            }
        }
        return new FleetStatus(
                states.getOrDefault(FleetState.WAITING, 0L),
                states.getOrDefault(FleetState.READY, 0L),
                states.getOrDefault(FleetState.SENDING, 0L),
                states.getOrDefault(FleetState.RUNNING, 0L),
                states.getOrDefault(FleetState.SET_ASIDE, 0L),
                endings,
                Duration.ofMinutes(50),
                Duration.ofSeconds(3),
                AT);
    }

    /** Copies in all states, of a fleet that still runs, or of one that has ended. */
    static List<FleetCopy> copies(int number, boolean isRunning) {
        Random random = new Random(number);
        List<FleetCopy> copies = new ArrayList<>();
        long span = Duration.ofHours(3).toSeconds();
        for (int i = 0; i < number; i++) {
            int place = random.nextInt(PLACES.size());
            long length = 400L + random.nextInt(1500);
            long start = i * span / number + random.nextInt(300);
            Sample sample = new Sample(i)
                    .to(CLIENTS.get(place), PLACES.get(place))
                    .named("golden-%05d".formatted(i))
                    .started(AT.minusSeconds(span - start));
            Instant end = AT.minusSeconds(span - start - length);
            copies.add(ending(sample, random, isRunning && end.isAfter(AT), isRunning && i > number * 0.93, end));
        }
        return copies;
    }

    private static FleetCopy ending(Sample sample, Random random, boolean goesOn, boolean waits, Instant end) {
        if (waits) {
            return sample.waiting();
        }
        if (goesOn) {
            return switch (random.nextInt(20)) {
                case 0 -> sample.in(FleetState.READY);
                case 1 -> sample.in(FleetState.SENDING);
                case 2 ->
                    sample.with("the service could not be reached: connect timed out")
                            .in(FleetState.RUNNING);
                default -> sample.in(FleetState.RUNNING);
            };
        }
        Instant last = end.isAfter(AT) ? AT : end;
        return switch (random.nextInt(60)) {
            case 0, 1 -> sample.failed(last, FAILURES.get(random.nextInt(FAILURES.size())));
            case 2 ->
                sample.ended(
                        CopyStatus.AMBIGUOUS,
                        last,
                        new CopyFailure(
                                "AmbiguousOutcomeException",
                                "AmbiguousOutcomeException",
                                "It may or may not have begun: the reply was lost",
                                Optional.empty(),
                                false));
            case 3 ->
                sample.ended(
                        CopyStatus.CANCELLED,
                        last,
                        new CopyFailure("CANCELLED", "it was cancelled in the fleet", Optional.empty()));
            default -> sample.ended(CopyStatus.SUCCEEDED, last);
        };
    }

    /** A failed copy, all of whose texts are the given one, for each of them. */
    static List<FleetCopy> hostile(List<String> texts) {
        List<FleetCopy> copies = new ArrayList<>();
        for (String text : texts) {
            copies.add(new Sample(copies.size())
                    .everywhere(text)
                    .ended(CopyStatus.FAILED, AT, new CopyFailure(text, text, text, Optional.of(text), false)));
        }
        return copies;
    }

    /** Makes one copy. */
    private static final class Sample {
        private final int number;
        private String client = "";
        private CopyTarget target = PLACES.get(0);
        private String id = "";
        private String run = "2026-11-29";
        private String worker = "worker-1";
        private String problem = "";
        private Instant startedAt = AT.minusSeconds(600);

        Sample(int number) {
            this.number = number;
            id = "6067d49e-51ea-8164-b564-%08x".formatted(number);
        }

        Sample to(String name, CopyTarget place) {
            client = name;
            target = place;
            return this;
        }

        Sample named(String name) {
            target = new CopyTarget(target.provider(), target.region(), target.scope(), name);
            return this;
        }

        Sample started(Instant at) {
            startedAt = at;
            return this;
        }

        Sample with(String trouble) {
            problem = trouble;
            return this;
        }

        Sample everywhere(String text) {
            client = text;
            target = new CopyTarget(text, text, text, text);
            id = text;
            run = text;
            worker = text;
            problem = text;
            return this;
        }

        FleetCopy waiting() {
            startedAt = AT.minusSeconds(3000);
            return copy(FleetState.WAITING, CopyStatus.NOT_STARTED, AT.minusSeconds(3000), Optional.empty());
        }

        FleetCopy in(FleetState state) {
            CopyStatus status = state == FleetState.READY ? CopyStatus.NOT_STARTED : CopyStatus.LEFT_RUNNING;
            return copy(state, status, AT.minusSeconds(number % 30), Optional.empty());
        }

        FleetCopy ended(CopyStatus status, Instant at) {
            return copy(FleetState.ENDED, status, at, Optional.empty());
        }

        FleetCopy ended(CopyStatus status, Instant at, CopyFailure failure) {
            return copy(FleetState.ENDED, status, at, Optional.of(failure));
        }

        FleetCopy failed(Instant at, CopyFailure kind) {
            String requestId = "473469c7-aa6f-4dc5-b3db-%012d".formatted(number);
            return ended(
                    CopyStatus.FAILED,
                    at,
                    new CopyFailure(
                            kind.type(), kind.code(), kind.message(), Optional.of(requestId), kind.retryable()));
        }

        private FleetCopy copy(FleetState state, CopyStatus status, Instant changed, Optional<CopyFailure> failure) {
            boolean begun = state != FleetState.WAITING && state != FleetState.READY;
            CopyOutcome outcome = new CopyOutcome(
                    id + "0001",
                    client,
                    target,
                    worker.equals(id) ? id : "m-bp1h46wfpjsjastc0001",
                    status == CopyStatus.SUCCEEDED ? "m-uf6%012d".formatted(number) : "",
                    status,
                    begun ? CopyOrigin.COPIED : CopyOrigin.NONE,
                    Evidence.ANSWERED,
                    begun ? 1 : 0,
                    startedAt,
                    changed,
                    failure,
                    Optional.empty());
            return new FleetCopy(
                    id,
                    run,
                    state,
                    outcome,
                    worker.equals(id) ? id : state == FleetState.RUNNING ? "Creating" : "",
                    state == FleetState.RUNNING ? OptionalInt.of(number % 100) : OptionalInt.empty(),
                    failure.flatMap(CopyFailure::requestId).orElse(""),
                    AT.minusSeconds(state == FleetState.WAITING ? 3000 : 11_000),
                    begun ? Optional.of(startedAt.plusSeconds(2)) : Optional.empty(),
                    state == FleetState.ENDED ? Optional.empty() : Optional.of(AT.plusSeconds(20)),
                    begun ? worker : "",
                    false,
                    problem);
        }
    }
}
