package dev.imagecopy.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageStatus;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.fleet.internal.row.CopyRecordJson;
import dev.imagecopy.testing.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows that version 1 wrote, one for each cloud and each stage: what is read from them is written as it was, and the copies go on.
 * The files never change; a new version adds its own. {@code -Dgolden.write=true} writes those that are missing.
 */
class OldRowTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/imagecopy/fleet");

    private final TestFleet clouds = new TestFleet();

    @AfterEach
    void close() {
        clouds.close();
    }

    static Stream<String> clients() {
        return Stream.of("huawei", "ali", "yandex", "fabric");
    }

    private static String file(String client, String stage) {
        return "record-v1-" + client + "-" + stage + ".json";
    }

    private static String golden(String client, String stage) throws IOException {
        try (InputStream file = OldRowTest.class.getResourceAsStream(file(client, stage))) {
            assertThat(file).as("golden file %s", file(client, stage)).isNotNull();
            return new String(file.readAllBytes(), UTF_8).strip();
        }
    }

    private void submit(String client) {
        CopyJob job = FleetTest.oneEach("golden")
                .filter(each -> each.client().equals(client))
                .findFirst()
                .orElseThrow();
        clouds.fleet().submit(Stream.of(job));
    }

    private String record() {
        return clouds.database.transact(connection -> {
            try (ResultSet row = connection.createStatement().executeQuery("select record from imagecopy_copy")) {
                row.next();
                return row.getString(1);
            }
        });
    }

    private void replace(String text) {
        clouds.database.transact(connection -> {
            try (PreparedStatement update = connection.prepareStatement("update imagecopy_copy set record = ?")) {
                update.setString(1, text);
                return update.executeUpdate();
            }
        });
    }

    private void goOn(String client, String stage) throws IOException {
        if (Boolean.getBoolean("golden.write") && Files.notExists(FOLDER.resolve(file(client, stage)))) {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(file(client, stage)), record() + "\n");
            return;
        }
        String old = golden(client, stage);
        assertThat(CopyRecordJson.write(CopyRecordJson.read(old))).isEqualTo(old);
        replace(old);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void row_ofVersion1_isReadAsItWasWritten_andItsCopyGoesOn(String client) throws IOException {
        submit(client);
        goOn(client, "submitted");
        clouds.runFor(Duration.ofMinutes(2));
        goOn(client, "running");
        clouds.runUntilIdle();
        assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
        goOn(client, "ended");
        assertThat(clouds.only().outcome().imageId()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void row_ofAFailedCopy_isReadAsItWasWritten_andItsCopyIsTakenUpAgain(String client) throws IOException {
        clouds.simulators()
                .forEach(simulator -> simulator.script(
                        Timeline.lasting(Duration.ofMinutes(3)).failing("DISK_FULL", "the disk is full")));
        submit(client);
        clouds.runUntilIdle();
        goOn(client, "failed");

        FleetCopy failed = clouds.only();
        assertThat(failed.outcome().status()).isEqualTo(CopyStatus.FAILED);
        assertThat(failed.outcome().attempts()).isEqualTo(2);
        assertThat(failed.requestId()).isNotEmpty();
        assertThat(failed.outcome().cause().orElseThrow().message()).isNotEmpty();

        clouds.simulators().forEach(simulator -> simulator.script(Timeline.lasting(Duration.ofMinutes(3))));
        deleteLeftovers();
        assertThat(clouds.fleet().retry(failed.id())).isTrue();
        clouds.runUntilIdle();
        assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
    }

    /** Alibaba Cloud keeps a failed image under its name. */
    private void deleteLeftovers() {
        AlibabaEcsClient ecs = clouds.workers.get(0).clients.alibaba;
        ecs.listImages(AlibabaImageQuery.builder()
                        .region("cn-shanghai")
                        .statuses(AlibabaImageStatus.CREATE_FAILED)
                        .build())
                .forEach(image -> ecs.deleteImage("cn-shanghai", image.id()));
    }

    @Test
    void tables_ofAnotherVersion_areRefused() {
        clouds.database.execute("update imagecopy_version set version = 2");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> submit("yandex")))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("version 2; this SDK works with version 1");
    }
}
