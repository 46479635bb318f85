package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.Simulator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which key a job's copy is made under, and whose copies count as its own. */
class KeysTest {
    private static final String CALLERS = "11111111-1111-4111-8111-111111111111";
    private static final String OF_A_JOB = "[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{8}0001";

    private static CopyRequest request(String client) {
        return Map.of(
                        "huawei", (CopyRequest) FourClouds.huawei("golden"),
                        "ali", FourClouds.alibaba("cn-shanghai", "golden"),
                        "yandex", FourClouds.yandex("golden"),
                        "fabric", FourClouds.fabric("App\\golden"))
                .get(client);
    }

    private static Stream<CopyJob> oneEach() {
        return Stream.of("huawei", "ali", "yandex", "fabric").map(client -> CopyJob.copy(client, request(client)));
    }

    private static int copies(FourClouds clouds) {
        return clouds.simulators().stream()
                .mapToInt(simulator -> simulator.copies().size())
                .sum();
    }

    private static Set<String> keys(FourClouds clouds) {
        Set<String> keys = new TreeSet<>();
        clouds.ecs.copies().forEach(copy -> keys.add(copy.clientToken()));
        clouds.desktop.requests().stream()
                .filter(request -> request.call().equals("copyImage"))
                .forEach(request ->
                        keys.add(request.headers().first("Idempotency-Key").orElse("")));
        return keys;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callersKey_isIgnored_andEachJobHasItsOwn(boolean stores) {
        try (FourClouds clouds = stores ? new FourClouds() : FourClouds.withoutStore()) {
            CopyReport report = clouds.run(
                    clouds.bulk()
                            .callOptions(CallOptions.builder()
                                    .idempotencyKey(CALLERS)
                                    .build()),
                    oneEach());

            assertThat(report.isComplete()).as("%s", report.failures()).isTrue();
            assertThat(keys(clouds)).hasSize(2).allMatch(key -> key.matches(OF_A_JOB));
            assertThat(clouds.simulators().stream()
                            .map(Simulator::requests)
                            .flatMap(List::stream)
                            .map(request -> request.query()
                                    + request.body()
                                    + request.headers().toString()
                                    + request.headers().first("Idempotency-Key")))
                    .noneMatch(sent -> sent.contains(CALLERS));
        }
    }

    @Test
    void copies_withoutAStore_areMadeAgainByTheNextStart() {
        try (FourClouds clouds = FourClouds.withoutStore()) {
            for (int start = 0; start < 2; start++) {
                clouds.run(
                        clouds.bulk(),
                        Stream.of("huawei", "yandex").map(client -> CopyJob.copy(client, request(client))));
                clouds.restart();
            }
            assertThat(copies(clouds)).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"huawei", "ali", "yandex", "fabric"})
    void ensure_whenTwoJobsWantTheSame_makesOneCopy_alsoWithoutAStore(String client) {
        for (boolean stores : List.of(true, false)) {
            try (FourClouds clouds = stores ? new FourClouds() : FourClouds.withoutStore()) {
                CopyJob job = CopyJob.ensure(client, request(client));
                CopyReport report = clouds.run(clouds.bulk(), Stream.of(job, job, job.withId("other")));

                assertThat(report.count(CopyStatus.SUCCEEDED))
                        .as("%s", report.failures())
                        .isEqualTo(3);
                assertThat(copies(clouds)).isEqualTo(1);
            }
        }
    }

    @Test
    void ensure_afterACopyOfTheSameRun_waitsForThat() {
        try (FourClouds clouds = FourClouds.withoutStore()) {
            CopyRequest request = request("huawei");
            clouds.run(clouds.bulk(), Stream.of(CopyJob.copy("huawei", request), CopyJob.ensure("huawei", request)));

            assertThat(copies(clouds)).isEqualTo(1);
        }
    }

    @Test
    void ensure_ofImagesThatDiffer_goesOnInParallel() {
        try (FourClouds clouds = FourClouds.withoutStore()) {
            BulkRun run = clouds.bulk()
                    .build()
                    .start(Stream.of("a", "b", "c").map(name -> CopyJob.ensure("yandex", FourClouds.yandex(name))));

            assertThat(run.progress().running()).isEqualTo(3);
            clouds.time.runUntilDone(run.report());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void accountsOfAlibaba_withoutTheirIds_areKeptApart(boolean ensures) {
        try (FourClouds clouds = new FourClouds();
                AlibabaEcsSimulator otherAccount = AlibabaEcsSimulator.inProcess(clouds.time);
                var other = clouds.alibabaClient(otherAccount)) {
            CopyClients clients = CopyClients.of("one", clouds.alibaba(), "other", other);
            for (int start = 0; start < 2; start++) {
                CopyReport report = clouds.run(
                        clouds.bulk(clients),
                        Stream.of("one", "other").map(client -> job(ensures, client, request("ali"))));

                assertThat(report.isComplete()).as("%s", report.failures()).isTrue();
                assertThat(clouds.ecs.copies()).hasSize(1);
                assertThat(otherAccount.copies()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void accountsOfHuawei_withoutTheirProjects_areKeptApart(boolean ensures) {
        try (FourClouds clouds = new FourClouds();
                HuaweiImsSimulator otherAccount = HuaweiImsSimulator.inProcess(clouds.time);
                var own = clouds.huaweiClient(clouds.ims);
                var other = clouds.huaweiClient(otherAccount)) {
            CopyClients clients = CopyClients.of("one", own, "other", other);
            for (int start = 0; start < 2; start++) {
                CopyReport report = clouds.run(
                        clouds.bulk(clients),
                        Stream.of("one", "other").map(client -> job(ensures, client, request("huawei"))));

                assertThat(report.isComplete()).as("%s", report.failures()).isTrue();
                assertThat(clouds.ims.copies()).hasSize(1);
                assertThat(otherAccount.copies()).hasSize(1);
            }
        }
    }

    /** The second start plans its jobs when the client has found out its project, and the first before. */
    @Test
    void copy_whenTheClientHasFoundOutItsProject_isStillTheSame() {
        try (FourClouds clouds = new FourClouds();
                var client = clouds.huaweiClient(clouds.ims)) {
            CopyJob job = CopyJob.copy("huawei", request("huawei"));
            for (int start = 0; start < 2; start++) {
                assertThat(clouds.run(clouds.bulk(CopyClients.of("huawei", client)), Stream.of(job))
                                .isComplete())
                        .isTrue();
            }
            assertThat(clouds.ims.copies()).hasSize(1);
        }
    }

    private static CopyJob job(boolean ensures, String client, CopyRequest request) {
        return ensures ? CopyJob.ensure(client, request) : CopyJob.copy(client, request);
    }
}
