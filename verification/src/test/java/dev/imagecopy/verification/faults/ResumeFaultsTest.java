package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.testsupport.tokens.ForgedToken;
import dev.imagecopy.verification.clouds.Clouds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 70: tokens that are damaged, foreign or forged. Nothing of that needs the network to be seen. */
@FaultTable
class ResumeFaultsTest {
    private static final String OTHER_TOKEN = ForgedToken.holding(
            "{\"provider\":\"elsewhere\",\"kind\":\"copy-image\",\"startedAt\":\"2026-01-01T00:00:00Z\"}");

    static Stream<Arguments> spoiltTokens() {
        Map<String, UnaryOperator<String>> spoilers = new LinkedHashMap<>();
        spoilers.put("truncated", value -> value.substring(0, value.length() / 2));
        spoilers.put("other major version", value -> "v2" + value.substring(2));
        spoilers.put("1 MB", value -> "v1." + "A".repeat(1 << 20));
        spoilers.put("control character", value -> ForgedToken.changed(value, "\"region\":\"", "\"region\":\"\\u0000"));
        spoilers.put("another provider", value -> OTHER_TOKEN);
        spoilers.put("another kind", value -> ForgedToken.changed(value, "\"kind\":\"copy", "\"kind\":\"cut"));
        return spoilers.entrySet().stream()
                .map(spoiler -> Arguments.argumentSet(spoiler.getKey(), spoiler.getKey(), spoiler.getValue()));
    }

    /** On each cloud, with a good token that is then spoilt. */
    @Tag("FAULT-70")
    @ParameterizedTest
    @MethodSource("spoiltTokens")
    void resume_whenTheTokenIsSpoilt_isRefused(String variant, UnaryOperator<String> spoil, Watch watch)
            throws Exception {
        for (Cloud<?> cloud : Cloud.all(watch)) {
            cloud.refuses(watch, spoil.apply(cloud.copied()));
        }
        watch.saw(variant, "IllegalArgumentException on every cloud, no request");
    }

    /** A simulator with a client, and how to make the same client for somebody else. */
    private record Cloud<C extends ImageCopyClient<?, ?>>(
            Simulator service, C client, Function<C, Operation<?>> copy, List<C> others) {
        static List<Cloud<?>> all(Watch watch) {
            ManualTimeSource time = watch.clock();
            AlibabaEcsSimulator ecs = watch.own(AlibabaEcsSimulator.start(time));
            HuaweiImsSimulator ims = watch.own(HuaweiImsSimulator.start(time));
            YandexDesktopSimulator desktops = watch.own(YandexDesktopSimulator.start(time));
            ServiceFabricSimulator cluster = watch.own(Clouds.fabric(time));
            return List.of(
                    new Cloud<>(
                            ecs,
                            watch.own(
                                    Clouds.alibaba(ecs, time).accountId("1001").build()),
                            client -> client.copyImage(Clouds.alibabaCopy()),
                            List.of(watch.own(
                                    Clouds.alibaba(ecs, time).accountId("1002").build()))),
                    new Cloud<>(
                            ims,
                            watch.own(Clouds.huawei(ims, time).build()),
                            client -> client.copyImage(Clouds.huaweiCopy()),
                            List.<HuaweiImsClient>of(
                                    watch.own(Clouds.huawei(ims, time)
                                            .region("eu-west-0")
                                            .build()),
                                    watch.own(Clouds.huawei(ims, time)
                                            .projectId("another-project")
                                            .build()))),
                    new Cloud<>(
                            desktops,
                            watch.own(Clouds.yandex(desktops, time).build()),
                            client -> client.copyImage(Clouds.yandexCopy()),
                            List.of(watch.own(Clouds.yandex(desktops, time)
                                    .folderId("another-folder")
                                    .build()))),
                    new Cloud<>(
                            cluster,
                            watch.own(Clouds.fabric(cluster, time)
                                    .clusterId("one")
                                    .build()),
                            client -> client.copyImage(Clouds.fabricCopy().build()),
                            List.of(watch.own(Clouds.fabric(cluster, time)
                                    .clusterId("two")
                                    .build()))));
        }

        /** Makes a copy, waits until it is over, and gives its token. */
        String copied() throws Exception {
            Operation<?> operation = copy.apply(client);
            while (!operation.latest().state().isTerminal()) {
                operation.poll();
            }
            return operation.resumeToken().value();
        }

        void refuses(Watch watch, String token) {
            refuses(watch, client, token);
        }

        void refuses(Watch watch, ImageCopyClient<?, ?> by, String token) {
            int before = service.requests().size();
            Throwable refusal = Mode.failure(() -> by.resume(ResumeToken.parse(token)));
            watch.show(refusal);
            assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
            assertThat(refusal.getMessage()).hasSizeLessThan(500);
            assertThat(service.requests()).hasSize(before);
        }
    }

    @Tag("FAULT-70")
    @Test
    void resume_whenTheTokenIsSomebodyElses_isRefused(Watch watch) throws Exception {
        for (Cloud<?> cloud : Cloud.all(watch)) {
            String token = cloud.copied();
            for (ImageCopyClient<?, ?> other : cloud.others()) {
                cloud.refuses(watch, other, token);
            }
        }
        watch.saw("another account, region, folder or cluster", "IllegalArgumentException that names both, no request");
    }

    /** What an address could be made of, put into good tokens of all clouds; the check of each fits. */
    @Tag("FAULT-70")
    @ParameterizedTest
    @ValueSource(strings = {"attacker.example/", "attacker.example#", "..", "a/../b", "x@attacker.example", "a b"})
    void resume_whenATokenLeadsElsewhere_isRefused(String elsewhere, Watch watch) throws Exception {
        for (Cloud<?> cloud : Cloud.all(watch)) {
            String good = cloud.copied();
            String scope = "\"scope\":\"" + elsewhere + "\"";
            cloud.refuses(
                    watch, ForgedToken.holding(ForgedToken.content(good).replaceFirst("\"scope\":\"[^\"]*\"", scope)));
            cloud.refuses(
                    watch,
                    ForgedToken.holding(
                            ForgedToken.content(good).replaceFirst("\"scope\":\"[^\"]*\"", "\"scope\":\"\"")));
            cloud.refuses(
                    watch,
                    ForgedToken.holding(ForgedToken.content(good)
                            .replaceFirst("\"operationId\":\"[^\"]*\"", "\"operationId\":\"" + elsewhere + "\"")));
            cloud.refuses(
                    watch,
                    ForgedToken.holding(ForgedToken.content(good)
                            .replaceFirst("\"region\":\"[^\"]*\"", "\"region\":\"" + elsewhere + "\"")));
            cloud.refuses(watch, toRegion(good, elsewhere));
        }
        watch.saw("forged region, scope or id: " + elsewhere, "IllegalArgumentException on every cloud, no request");
    }

    /** A copy into a region of the attacker's choice, of the clouds that have such copies; else just another kind. */
    private static String toRegion(String token, String region) {
        String json = ForgedToken.content(token);
        return ForgedToken.holding(
                json.contains("destinationRegion")
                        ? json.replaceFirst(
                                "\"destinationRegion\":\"[^\"]*\"", "\"destinationRegion\":\"" + region + "\"")
                        : json.replace("\"kind\":\"copy-image\"", "\"kind\":\"copy-image-to-region\"")
                                .replaceFirst("\"scope\":\"cluster-[^\"]*\"", "\"scope\":\"\"")
                                .replace("\"details\":{", "\"details\":{\"targetRegion\":\"" + region + "\","));
    }

    /** An id that would lead elsewhere is refused before an address is made of it. */
    @Tag("FAULT-70")
    @ParameterizedTest
    @EnumSource
    void resume_whenTheIdLeadsElsewhere_isRefused(Mode mode, Watch watch) throws Exception {
        Peer peer = watch.own(Peer.copying(poll -> Peer.running()));
        Probe probe = watch.own(Probe.at(peer.uri()).build());
        String token = probe.copy(mode).resumeToken().value();
        ResumeToken forged = new ResumeToken(ForgedToken.changed(token, "\"op-1\"", "\"../things?x=1\""));
        Throwable refusal = Mode.failure(() -> mode.poll(probe.resume(forged)));
        watch.show(refusal);
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
        assertThat(peer.arrivals()).isEqualTo(1);
        watch.saw("tampered id", "IllegalArgumentException before any request");
    }

    /** A token has no room for an address, so one that is put in changes nothing. */
    @Tag("FAULT-70")
    @ParameterizedTest
    @EnumSource
    void resume_whenAnEndpointIsPutIn_ignoresIt(Mode mode, Watch watch) throws Exception {
        Peer elsewhere = watch.own(Peer.always(Peer.done()));
        Peer peer = watch.own(Peer.copying(poll -> Peer.done()));
        Probe probe = watch.own(Probe.at(peer.uri()).build());
        String token = probe.copy(mode).resumeToken().value();
        String forged = ForgedToken.changed(
                token,
                "{\"provider\"",
                "{\"endpoint\":\"" + elsewhere.uri() + "\",\"host\":\"" + elsewhere.uri() + "\",\"provider\"");
        assertThat(mode.poll(probe.resume(new ResumeToken(forged))).result()).contains("image-1");
        assertThat(peer.arrivals()).isEqualTo(2);
        assertThat(elsewhere.arrivals()).isZero();
        watch.saw("tampered endpoint", "a token names no address: ignored, nothing sent there");
    }
}
