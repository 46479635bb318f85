package dev.imagecopy.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.ApiError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownSecretsTest {
    private record Key(String value) implements Credentials {
        @Override
        public List<Secret> secrets() {
            return List.of(Secret.of(value));
        }
    }

    @Test
    void clean_ofManyCredentials_areKeptForTheLatestOnly() {
        KnownSecrets secrets = new KnownSecrets();
        for (int i = 100; i < 200; i++) {
            secrets.note(new Key("token-" + i));
            secrets.note(new Key("token-" + i));
        }

        assertThat(secrets.clean("token-100 token-193 token-194 token-199")).isEqualTo("token-100 token-193 *** ***");
    }

    /** Credentials whose first comparison waits until all calls that use new ones are at that point. */
    private static final class Met implements Credentials {
        private final Key key;
        private final CyclicBarrier together;
        private boolean hasMet;

        Met(Key key, CyclicBarrier together) {
            this.key = key;
            this.together = together;
        }

        @Override
        public List<Secret> secrets() {
            return key.secrets();
        }

        @Override
        public boolean equals(Object other) {
            if (!hasMet) {
                hasMet = true;
                try {
                    together.await();
                } catch (InterruptedException | BrokenBarrierException e) {
                    throw new AssertionError(e);
                }
            }
            return other instanceof Met met && met.key.equals(key);
        }

        @Override
        public int hashCode() {
            return key.hashCode();
        }
    }

    @Test
    void note_byManyCallsAtOnce_keepsThePreviousCredentials() {
        KnownSecrets secrets = new KnownSecrets();
        secrets.note(new Key("token-old"));
        int calls = 8;
        CyclicBarrier together = new CyclicBarrier(calls);
        ExecutorService threads = Executors.newFixedThreadPool(calls);
        try {
            CompletableFuture<?>[] noted = new CompletableFuture<?>[calls];
            Arrays.setAll(
                    noted,
                    i -> CompletableFuture.runAsync(
                            () -> secrets.note(new Met(new Key("token-new"), together)), threads));
            CompletableFuture.allOf(noted).join();
        } finally {
            threads.shutdown();
        }

        assertThat(secrets.clean("token-new token-old")).isEqualTo("*** ***");
    }

    @Test
    void clean_hidesTheSignatureOfTheAttempt() {
        String authorization = "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host,Signature=0123456789abcdef0123";
        KnownSecrets secrets = new KnownSecrets();

        assertThat(secrets.clean("<X>0123456789ABCDEF0123</X> of ACS3-HMAC-SHA256", List.of(), authorization))
                .isEqualTo("<X>***</X> of ACS3-HMAC-SHA256");
        assertThat(secrets.clean("0123456789ABCDEF0123", List.of(), authorization))
                .isEqualTo("***");
        assertThat(secrets.clean("x0123456789ABCDEF0123", List.of(), "Bearer x"))
                .startsWith("x01");
    }

    @Test
    void clean_ofARequestId_comparesItWithTheSignatureOnly() {
        String id = "C8B26B44-0189-443E-9816-D951F59623A9";
        String header = "ACS3-HMAC-SHA256 Credential=C8B26B440189,SignedHeaders=host;c8b26b440189";
        String signature = "7f3d55aa90cb17c2e4f6";
        KnownSecrets secrets = new KnownSecrets();

        assertThat(secrets.clean(id, List.of(), header + ",Signature=" + signature))
                .isSameAs(id);
        assertThat(secrets.clean(id, List.of(), header)).isSameAs(id);
        assertThat(secrets.clean(id, List.of(), "")).isSameAs(id);
        for (String shown :
                List.of(signature, "0000-7F3D55AA90CB17C2E4F6-0000", "00007f3d55aa90cb", "0007f3d55aa90cb17c")) {
            for (String name : List.of(",Signature=", ", signature=", "Signature=x,SIGNATURE=")) {
                assertThat(secrets.clean(shown, List.of(), header + name + signature))
                        .as(shown)
                        .contains("***");
            }
        }
        assertThat(secrets.clean("7f3d55aa90cb", List.of(), "Signature=" + signature + "=="))
                .isEqualTo("***");
    }

    @Test
    void clean_ofARequestId_hidesASignatureInOtherGroups() {
        String signature = "6f0e1b52c99d3a7748e1c05b2fd86a31b7954ce20d83f16a5bd2497ce1380fa6";
        StringBuilder inEights = new StringBuilder("0000");
        StringBuilder inFours = new StringBuilder("0000");
        for (int i = 0; i < signature.length(); i += 4) {
            inFours.append('-').append(signature, i, i + 4);
            inEights.append(i % 8 == 0 && i > 0 ? "-" : "").append(signature, i, i + 4);
        }
        KnownSecrets secrets = new KnownSecrets();

        for (String shown : List.of(inEights.toString(), inFours.toString())) {
            assertThat(secrets.clean(shown, List.of(), "Signature=" + signature))
                    .contains("***")
                    .doesNotContain("c99d")
                    .doesNotContain("0fa6");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Z\u00fcrich-Stra\u00dfe-77, 5ac3bc726963682d53747261c39f652d3737",
        "Pass+word=12, Password12",
        "c2VjcmV0MQ==, c2VjcmV0MQ",
        "7f3d+55aa+90cb+17c2, 7f3d55aa90cb17c2",
    })
    void clean_ofAPlainText_hidesASecretThatIsWrittenOtherwise(String secret, String shown) {
        KnownSecrets secrets = new KnownSecrets();
        secrets.note(new Key(secret));

        assertThat(secrets.clean(shown)).isEqualTo("***");
    }

    @Test
    void clean_ofAnError_hidesSecretsInTheNamesOfItsDetailsToo() {
        KnownSecrets secrets = new KnownSecrets();
        secrets.note(new Key("of-the-client-7"));
        ApiError raw =
                new ApiError(400, "", "", null, null, null, Map.of("of-the-client-7", "is wrong", "region", "r-1"));

        assertThat(secrets.clean(raw).details()).containsOnly(Map.entry("***", "is wrong"), Map.entry("region", "r-1"));
    }

    @Test
    void clean_ofResponsesToSeveralAttempts_hidesWhatEachHasSent() {
        KnownSecrets secrets = new KnownSecrets();
        for (String sent : List.of("0123456789abcdef0123", "fedcba98765432100123", "0123456789abcdef0123")) {
            List<Secret> further = List.of(Secret.of("of-the-call-" + sent));
            for (String text : List.of("code", "message")) {
                assertThat(secrets.clean(text + " " + sent, List.of(), "Signature=" + sent))
                        .isEqualTo(text + " ***");
                assertThat(secrets.clean(text + " of-the-call-" + sent, further, "Bearer x"))
                        .isEqualTo(text + " ***");
            }
        }
    }

    @Test
    void clean_ofARequestId_hidesWhatEqualsASecretOnly() {
        KnownSecrets secrets = new KnownSecrets();
        secrets.note(new Key("5f2c1d7e90ab-the-rest-of-it"));
        String id = "C8B26B44-0189-443E-9816-D951F59623A9";

        assertThat(secrets.clean(id)).isSameAs(id);
        assertThat(secrets.clean("C8B26B44-0189-443E-9816-5F2C1D7E90AB")).isEqualTo("C8B26B44-0189-443E-9816-***");
        assertThat(secrets.clean("Available")).isEqualTo("Available");
        assertThat(secrets.clean("NWYyYzFkN2U5MGFi")).isEqualTo("***");
        assertThat(secrets.clean("356632633164376539306162")).isEqualTo("***"); // in hexadecimal
        assertThat(secrets.clean("35:66:32:63:31:64:37:65:39:30:61:62")).isEqualTo("***");
        assertThat(secrets.clean("35-66-32-63-31-64-37-65-39-30-61-62")).isEqualTo("***");
        assertThat(secrets.clean("003500660032006300310064003700650039003000610062"))
                .isEqualTo("00***");
        assertThat(secrets.clean("35006600320063003100640037006500390030006100620000"))
                .startsWith("***");
        assertThat(secrets.clean("5f:2c:1d:7e:90:ab")).isEqualTo("***"); // whose own characters are digits
    }
}
