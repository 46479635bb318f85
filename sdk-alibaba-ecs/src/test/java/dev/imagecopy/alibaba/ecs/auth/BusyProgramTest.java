package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.NoLeaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that prints keys when the JVM is busy, and one that is busy itself. */
@Timeout(120)
class BusyProgramTest {
    private final TimeSource time = TimeSource.system();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        time.close();
    }

    private String program(String body) throws IOException {
        Path script = Files.writeString(folder.resolve("key.sh"), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }

    @Test
    void resolve_whenTheCommonPoolIsBusy_readsTheOutputAllTheSame() throws IOException {
        CountDownLatch free = new CountDownLatch(1);
        int busy = 4 * Math.max(1, ForkJoinPool.commonPool().getParallelism());
        CompletableFuture<?>[] work = new CompletableFuture<?>[busy];
        for (int i = 0; i < busy; i++) {
            work[i] = CompletableFuture.runAsync(() -> await(free), ForkJoinPool.commonPool());
        }
        try {
            AlibabaCredentials key = new ExternalProgram(
                            program("echo '{\"access_key_id\":\"id\",\"access_key_secret\":\"a-long-secret\"}'"), time)
                    .resolve();

            assertThat(key.accessKeyId()).isEqualTo("id");
        } finally {
            free.countDown();
            CompletableFuture.allOf(work).join();
        }
    }

    private static void await(CountDownLatch free) {
        try {
            free.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void close_whileTheProgramRuns_endsTheProgramAndItsThreads() throws Exception {
        Path began = folder.resolve("began");
        String endless = program("sleep 1000 &\ntouch " + began + "\nwait\necho late");
        CredentialsSource<AlibabaCredentials> source =
                connection -> connection.cached(new ExternalProgram(endless, time));
        try (NoLeaks leaks = NoLeaks.start()) {
            CompletableFuture<?> copy;
            try (AlibabaEcsClient client = AlibabaEcsClient.builder()
                    .region("cn-hangzhou")
                    .credentials(source)
                    .build()) {
                copy = client.copyImageAsync(AlibabaCopyImageRequest.builder()
                        .imageId("m-1")
                        .targetRegion("cn-shanghai")
                        .build());
                while (!Files.exists(began)) {
                    Thread.onSpinWait();
                }
            }
            leaks.check();
            assertThat(copy).isDone();
        }
    }
}
