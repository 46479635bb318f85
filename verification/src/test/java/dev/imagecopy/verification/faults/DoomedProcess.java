package dev.imagecopy.verification.faults;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.verification.clouds.Clouds;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A process of its own that starts one copy and is killed before the answer comes. */
final class DoomedProcess {
    private DoomedProcess() {}

    /** Starts a process that copies on a cloud under a key. */
    static Process start(Cloud cloud, URI endpoint, String key) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DoomedProcess.class.getName(),
                        cloud.name(),
                        endpoint.toString(),
                        key)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] args) {
        URI endpoint = URI.create(args[1]);
        CallOptions keyed = CallOptions.builder().idempotencyKey(args[2]).build();
        TimeSource time = TimeSource.system();
        switch (Cloud.valueOf(args[0])) {
            case ALIBABA -> copy(Clouds.alibaba(endpoint, time).build(), Clouds.alibabaCopy(), keyed);
            case HUAWEI -> copy(Clouds.huawei(endpoint, time).build(), Clouds.huaweiCopy(), CallOptions.defaults());
            case YANDEX -> copy(Clouds.yandex(endpoint, time).build(), Clouds.yandexCopy(), keyed);
        }
    }

    private static <R> void copy(ImageCopyClient<R, ?> client, R request, CallOptions options) {
        throw new IllegalStateException("The answer came: " + client.copyImage(request, options));
    }

    /** Where the process copies. */
    enum Cloud {
        ALIBABA,
        HUAWEI,
        YANDEX
    }
}
