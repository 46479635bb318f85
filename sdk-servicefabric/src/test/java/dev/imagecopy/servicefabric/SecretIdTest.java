package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A gateway that gives part of a secret as a path or a version: it goes into no token, handle or message. */
class SecretIdTest {
    private static final String SECRET = "fabric-canary-5c1d9e7b42a6";

    private static List<String> forms() {
        return List.of(
                SECRET,
                SECRET.toUpperCase(Locale.ROOT),
                SECRET.substring(3, 20),
                "x-" + SECRET,
                base64(SECRET.getBytes(StandardCharsets.UTF_8)),
                base64(base64(SECRET.getBytes(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8)),
                base64(HexFormat.of()
                        .formatHex(SECRET.getBytes(StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8)),
                base64(SECRET.getBytes(StandardCharsets.UTF_16BE)),
                String.join(".", SECRET.split("")));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void listContent_whenAPathIsASecret_isRefusedAndShowsNone() {
        for (String path : forms()) {
            for (boolean async : List.of(false, true)) {
                Throwable refused = catchThrowable(() -> under(
                        listing(path, "1"),
                        (client, time) -> async
                                ? done(time, client.listContentAsync("App"))
                                : client.listContent("App").toList()));

                assertThat(refused).as(path).isInstanceOf(ResponseFormatException.class);
                assertThat(texts(refused)).noneMatch(text -> text.contains(path));
            }
        }
    }

    @Tag("FAULT-99")
    @Test
    void copyImage_whenTheVersionOfItsDestinationIsASecret_keepsItOutOfItsToken() {
        for (String version : forms()) {
            for (boolean async : List.of(false, true)) {
                List<String> shown = new ArrayList<>();
                Throwable refused =
                        catchThrowable(() -> under(listing("App\\\\v2\\\\_.dir", version), (client, time) -> {
                            Operation<CopiedContent> copy = async
                                    ? done(time, client.copyImageAsync(TestClients.copy("App\\v1", "App\\v2")))
                                    : client.copyImage(TestClients.copy("App\\v1", "App\\v2"));
                            shown.add(decoded(copy.resumeToken()));
                            shown.add(copy.latest().toString());
                            return copy;
                        }));
                shown.addAll(texts(refused));

                assertThat(shown).as(version).isNotEmpty().noneMatch(text -> text.contains(version));
            }
        }
    }

    private interface Use {
        Object by(ServiceFabricClient client, ManualTimeSource time);
    }

    private static Fault listing(String path, String version) {
        return Fault.status(200)
                .body(
                        "application/json",
                        "{\"StoreFiles\":[{\"FileSize\":\"1\",\"StoreRelativePath\":\"" + path
                                + "\",\"FileVersion\":{\"VersionNumber\":\"" + version
                                + "\",\"EpochDataLossNumber\":\"1\",\"EpochConfigurationNumber\":\"1\"},"
                                + "\"ModifiedDate\":\"2026-01-01T00:00:00.000Z\"}],\"StoreFolders\":[]}")
                .on("listContent")
                .times(100);
    }

    private static void under(Fault fault, Use use) {
        ManualTimeSource time = new ManualTimeSource();
        try (ServiceFabricSimulator cluster = ServiceFabricSimulator.inProcess(time)
                        .addFolder("App\\v1", "a")
                        .secured();
                ServiceFabricClient client = ServiceFabricClient.builder()
                        .endpoint(cluster.endpoint())
                        .transport(cluster.transport())
                        .timeSource(time)
                        .callbackExecutor(Runnable::run)
                        .credentials(ServiceFabricCredentials.bearer(() -> SECRET))
                        .build()) {
            cluster.acceptBearer(SECRET);
            cluster.failNext(fault);
            use.by(client, time);
        }
    }

    private static <T> T done(ManualTimeSource time, CompletableFuture<T> future) {
        while (true) {
            try {
                return future.get(50, TimeUnit.MILLISECONDS);
            } catch (TimeoutException pausing) {
                time.advance(Duration.ofSeconds(1)); // the token comes on a thread of its own, while no time passes
            } catch (ExecutionException e) {
                throw (RuntimeException) e.getCause();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** All that an exception shows. */
    private static List<String> texts(Throwable thrown) {
        List<String> texts = new ArrayList<>();
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            texts.add(each.toString());
            if (each instanceof SdkException known) {
                known.resumeToken().ifPresent(token -> texts.add(decoded(token)));
            }
        }
        return texts;
    }

    private static String decoded(ResumeToken token) {
        String document = token.value().split("\\.", -1)[1];
        return token + new String(Base64.getUrlDecoder().decode(document), StandardCharsets.UTF_8);
    }
}
