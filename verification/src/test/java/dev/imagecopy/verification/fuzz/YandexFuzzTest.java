package dev.imagecopy.verification.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class YandexFuzzTest {
    private static final List<byte[]> GOLDEN = GoldenFiles.answers("sdk-yandex-desktop");
    private static final CredentialsSource<YandexCredentials> TOKEN =
            CredentialsSource.of(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN));
    private static final YandexCopyImageRequest COPY = YandexCopyImageRequest.builder()
            .folderId(YandexDesktopSimulator.FOLDER)
            .name("golden-2026-11")
            .imageId(YandexDesktopSimulator.SOURCE_IMAGE)
            .build();
    private static final YandexImageQuery ALL =
            YandexImageQuery.builder().folderId(YandexDesktopSimulator.FOLDER).build();

    /** A client at a service of its own, and what makes the answers after it damaged ones. */
    private interface Use {
        void of(YandexDesktopClient client, String image, Runnable damage);
    }

    private static void fuzz(String parser, Use use) {
        fuzz(parser, mutator -> TOKEN, use);
    }

    private static void fuzz(
            String parser, Function<Mutator, CredentialsSource<YandexCredentials>> credentials, Use use) {
        Fuzzing.of(3_000, "Yandex " + parser, SdkException.class)
                .hiding(YandexDesktopSimulator.IAM_TOKEN, "subject-token")
                .run(mutator -> {
                    ManualTimeSource time = new ManualTimeSource();
                    try (YandexDesktopSimulator simulator = YandexDesktopSimulator.inProcess(time);
                            DamagingTransport transport = new DamagingTransport(simulator.transport(), GOLDEN);
                            YandexDesktopClient client = YandexDesktopClient.builder()
                                    .credentials(credentials.apply(mutator))
                                    .transport(transport)
                                    .timeSource(time)
                                    .callbackExecutor(Runnable::run)
                                    .build()) {
                        simulator.acceptSubjectToken("subject-token", "ajesa");
                        simulator.attachServiceAccount(true);
                        String image = simulator.addDesktopImage(YandexDesktopSimulator.FOLDER, "older", Map.of());
                        use.of(client, image, () -> transport.damageWith(mutator));
                        return true;
                    }
                });
    }

    @Test
    void copyImage_whateverTheAnswer_endsInATypedError() {
        fuzz("copyImage", (client, image, damage) -> {
            damage.run();
            client.copyImage(COPY);
        });
    }

    @Test
    void poll_whateverTheAnswers_endsInATypedError() {
        fuzz("operation and image", (client, image, damage) -> {
            Operation<DesktopImage> copy = client.copyImage(COPY);
            damage.run();
            copy.poll();
            copy.cancel();
            client.deleteImage(image).poll();
        });
    }

    @Test
    void images_whateverTheAnswers_endInATypedError() {
        fuzz("images", (client, image, damage) -> {
            damage.run();
            client.findImage(image);
            assertThat(client.listImages(ALL).limit(1000)).doesNotContainNull();
        });
    }

    @Test
    void tokens_whateverTheAnswer_endInATypedError() {
        CredentialsSource<YandexCredentials> workload =
                YandexCredentials.workloadIdentity("ajesa", () -> "subject-token");
        CredentialsSource<YandexCredentials> machine =
                YandexCredentials.metadataService(URI.create("http://metadata.test/"));
        fuzz("tokens", mutator -> mutator.oneIn(2) ? workload : machine, (client, image, damage) -> {
            damage.run();
            client.findImage(image);
        });
    }

    @Test
    void authorizedKey_whateverItHolds_isReadOrRefused() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        byte[] pkcs8 = keys.getPrivate().getEncoded();
        String publicKey = pem("PUBLIC KEY", keys.getPublic().getEncoded());
        List<String> files = List.of(
                file(publicKey, pem("PRIVATE KEY", pkcs8)),
                file(publicKey, pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length))));
        // Whatever is damaged elsewhere, this line of the private key stays what it is.
        String middle = Base64.getEncoder().encodeToString(pkcs8).substring(640, 660);
        Fuzzing.of(5_000, "Yandex authorized key", CredentialsException.class)
                .hiding(middle)
                .run(mutator -> {
                    String json = new String(mutator.damaged(files), StandardCharsets.UTF_8);
                    return YandexCredentials.serviceAccountKeyJson(json) != null;
                });
    }

    private static String file(String publicKey, String privateKey) {
        return "{\"id\":\"ajekey\",\"service_account_id\":\"ajesa\",\"key_algorithm\":\"RSA_2048\",\"public_key\":\""
                + publicKey + "\",\"private_key\":\"PLEASE DO NOT REMOVE THIS LINE!\\n" + privateKey + "\"}";
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\\n"
                + Base64.getEncoder().encodeToString(der)
                + "\\n-----END " + label + "-----\\n";
    }
}
