package dev.imagecopy.verification.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentialsProviders;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuaweiFuzzTest {
    private static final List<byte[]> GOLDEN = GoldenFiles.answers("sdk-huawei-ims");
    private static final HuaweiCredentials KEY =
            HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY);
    private static final HuaweiImageQuery ALL = HuaweiImageQuery.builder().build();
    private static final HuaweiCopyImageRequest COPY = HuaweiCopyImageRequest.builder()
            .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
            .name("golden-2026-11")
            .build();

    /** A client at a service of its own, and what makes the answers after it damaged ones. */
    private interface Use {
        void of(HuaweiImsClient client, ManualTimeSource time, Runnable damage);
    }

    private static void fuzz(String parser, Use use) {
        fuzz(parser, simulator -> {}, client -> client.projectId(HuaweiImsSimulator.PROJECT_ID), use);
    }

    private static void fuzz(
            String parser,
            Consumer<HuaweiImsSimulator> prepare,
            UnaryOperator<HuaweiImsClient.Builder> change,
            Use use) {
        Fuzzing.of(3_000, "Huawei " + parser, SdkException.class)
                .hiding(HuaweiImsSimulator.SECRET_KEY, "pass-word")
                .run(mutator -> {
                    ManualTimeSource time = new ManualTimeSource();
                    try (HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
                            DamagingTransport transport = new DamagingTransport(simulator.transport(), GOLDEN);
                            HuaweiImsClient client = change.apply(HuaweiImsClient.builder()
                                            .region(HuaweiImsSimulator.REGION)
                                            .credentials(KEY)
                                            .transport(transport)
                                            .timeSource(time)
                                            .callbackExecutor(Runnable::run))
                                    .build()) {
                        prepare.accept(simulator);
                        use.of(client, time, () -> transport.damageWith(mutator));
                        return true;
                    }
                });
    }

    @Test
    void copyImage_whateverTheAnswer_endsInATypedError() {
        fuzz("copyImage", (client, time, damage) -> {
            damage.run();
            client.copyImage(COPY);
        });
    }

    @Test
    void poll_whateverTheAnswer_endsInATypedError() {
        fuzz("describeJob of a copy", (client, time, damage) -> {
            Operation<HuaweiImage> copy = client.copyImage(COPY);
            damage.run();
            copy.poll();
            client.describeJob(copy.id());
        });
    }

    @Test
    void listImages_whateverTheAnswer_endsInATypedError() {
        fuzz("listImages", (client, time, damage) -> {
            damage.run();
            assertThat(client.listImages(ALL).limit(1000)).doesNotContainNull();
        });
    }

    @Test
    void copyToRegion_whateverTheProjectsAnswer_endsInATypedError() {
        fuzz("projects", simulator -> {}, client -> client, (client, time, damage) -> {
            damage.run();
            ended(
                    time,
                    client.copyImageToRegionAsync(HuaweiCopyToRegionRequest.builder()
                            .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                            .name("abroad")
                            .targetRegion(HuaweiImsSimulator.TARGET_REGION)
                            .agencyName(HuaweiImsSimulator.AGENCY)
                            .build()));
        });
    }

    @Test
    void password_whateverTheAnswer_endsInATypedError() {
        fuzz(
                "token",
                simulator -> simulator.addUser("domain", "user", "pass-word"),
                client -> client.projectId(HuaweiImsSimulator.PROJECT_ID)
                        .credentials(HuaweiCredentialsProviders.password("domain", "user", "pass-word")),
                HuaweiFuzzTest::list);
    }

    @Test
    void agency_whateverTheAnswer_endsInATypedError() {
        fuzz(
                "temporary key",
                simulator -> simulator.addAgency("robots", "partner"),
                client -> client.projectId(HuaweiImsSimulator.PROJECT_ID)
                        .credentials(HuaweiCredentialsProviders.agency(
                                CredentialsSource.of(KEY), "robots", "partner", Duration.ofHours(1))),
                HuaweiFuzzTest::list);
    }

    @Test
    void instanceMetadata_whateverTheAnswer_endsInATypedError() {
        fuzz(
                "instance metadata",
                simulator -> simulator.instance(true, true),
                client -> client.projectId(HuaweiImsSimulator.PROJECT_ID)
                        .credentials(HuaweiCredentialsProviders.instanceMetadata()),
                HuaweiFuzzTest::list);
    }

    @Test
    void credentialsFile_whateverItHolds_endsInATypedError(@TempDir Path folder) {
        Path file = folder.resolve("credentials");
        List<String> files = List.of(
                "# keys\n[basic]\nak = " + HuaweiImsSimulator.ACCESS_KEY + "\nsk = " + HuaweiImsSimulator.SECRET_KEY
                        + "\nproject_id = " + HuaweiImsSimulator.PROJECT_ID + "\n",
                "[other]\r\nak=x\r\n\r\n[ basic ]\r\nak=AK\r\nsk=" + HuaweiImsSimulator.SECRET_KEY
                        + "\r\nsecurity_token=token\r\n",
                "[basic]\nidp_id=keycloak\nid_token_file=" + file + "\nproject_id=p\n");
        Fuzzing.of(1_000, "Huawei credentials file", SdkException.class)
                .hiding(HuaweiImsSimulator.SECRET_KEY)
                .run(mutator -> {
                    Files.write(file, mutator.damaged(files));
                    ManualTimeSource time = new ManualTimeSource();
                    try (HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
                            HuaweiImsClient client = HuaweiImsClient.builder()
                                    .region(HuaweiImsSimulator.REGION)
                                    .projectId(HuaweiImsSimulator.PROJECT_ID)
                                    .credentials(HuaweiCredentialsProviders.credentialsFile(file, "basic"))
                                    .transport(simulator.transport())
                                    .timeSource(time)
                                    .build()) {
                        assertThat(client.listImages(ALL).limit(1000)).doesNotContainNull();
                        return true;
                    }
                });
    }

    private static void list(HuaweiImsClient client, ManualTimeSource time, Runnable damage) {
        damage.run();
        assertThat(client.listImages(ALL).limit(1000)).doesNotContainNull();
    }

    /** The project is asked for on time's own tasks, which a caller that blocks would leave waiting. */
    private static <T> T ended(ManualTimeSource time, CompletableFuture<T> call) {
        try {
            return time.runUntilDone(call).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SdkException told) {
                throw told;
            }
            throw e;
        }
    }
}
