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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Row 70: tokens that are damaged, foreign or forged. Nothing of that needs the network to be seen. */
final class ResumeFaults {
    private static final String OTHER_TOKEN =
            token("{\"provider\":\"elsewhere\",\"kind\":\"copy-image\",\"startedAt\":\"2026-01-01T00:00:00Z\"}");

    private ResumeFaults() {}

    static List<FaultCase> cases() {
        List<FaultCase> cases = new ArrayList<>();
        refused(cases, "truncated", value -> value.substring(0, value.length() / 2));
        refused(cases, "other major version", value -> "v2" + value.substring(2));
        refused(cases, "1 MB", value -> "v1." + "A".repeat(1 << 20));
        refused(cases, "control character", value -> changed(value, "\"region\":\"", "\"region\":\"\\u0000"));
        refused(cases, "another provider", value -> OTHER_TOKEN);
        refused(cases, "another kind", value -> changed(value, "\"kind\":\"copy", "\"kind\":\"cut"));
        cases.add(FaultCase.once(70, "another account, region, folder or cluster", ResumeFaults::otherScope));
        cases.add(FaultCase.of(70, "tampered id", ResumeFaults::tamperedId));
        cases.add(FaultCase.of(70, "tampered endpoint", ResumeFaults::tamperedEndpoint));
        return cases;
    }

    private static String token(String json) {
        return "v1." + Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(String token) {
        return new String(Base64.getUrlDecoder().decode(token.substring(3)), StandardCharsets.UTF_8);
    }

    private static String changed(String token, String from, String to) {
        String json = json(token);
        assertThat(json).contains(from);
        return token(json.replace(from, to));
    }

    /** On each cloud, with a good token that is then spoilt. */
    private static void refused(List<FaultCase> cases, String variant, UnaryOperator<String> spoil) {
        cases.add(FaultCase.once(70, variant, (mode, watch) -> {
            for (Cloud<?> cloud : Cloud.all(watch)) {
                cloud.refuses(watch, spoil.apply(cloud.copied()));
            }
            return "IllegalArgumentException on every cloud, no request";
        }));
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

    private static String otherScope(Mode mode, Watch watch) throws Exception {
        for (Cloud<?> cloud : Cloud.all(watch)) {
            String token = cloud.copied();
            for (ImageCopyClient<?, ?> other : cloud.others()) {
                cloud.refuses(watch, other, token);
            }
        }
        return "IllegalArgumentException that names both, no request";
    }

    /** An id that would lead elsewhere is refused before an address is made of it. */
    private static String tamperedId(Mode mode, Watch watch) throws Exception {
        Peer peer = watch.own(Peer.copying(poll -> Peer.running()));
        Probe probe = watch.own(Probe.at(peer.uri()).build());
        String token = probe.copy(mode).resumeToken().value();
        Operation<String> resumed = probe.resume(new ResumeToken(changed(token, "\"op-1\"", "\"../things?x=1\"")));
        Throwable refusal = Mode.failure(() -> mode.poll(resumed));
        watch.show(refusal);
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
        assertThat(peer.arrivals()).isEqualTo(1);
        return "IllegalArgumentException before any request";
    }

    /** A token has no room for an address, so one that is put in changes nothing. */
    private static String tamperedEndpoint(Mode mode, Watch watch) throws Exception {
        Peer elsewhere = watch.own(Peer.always(Peer.done()));
        Peer peer = watch.own(Peer.copying(poll -> Peer.done()));
        Probe probe = watch.own(Probe.at(peer.uri()).build());
        String token = probe.copy(mode).resumeToken().value();
        String forged = changed(
                token,
                "{\"provider\"",
                "{\"endpoint\":\"" + elsewhere.uri() + "\",\"host\":\"" + elsewhere.uri() + "\",\"provider\"");
        assertThat(mode.poll(probe.resume(new ResumeToken(forged))).result()).contains("image-1");
        assertThat(peer.arrivals()).isEqualTo(2);
        assertThat(elsewhere.arrivals()).isZero();
        return "a token names no address: ignored, nothing sent there";
    }
}
