package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.fuzz.DamagingTransport;
import dev.imagecopy.verification.fuzz.Fuzzing;
import dev.imagecopy.verification.fuzz.GoldenFiles;
import dev.imagecopy.verification.fuzz.Mutator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In the package of what is tested: only here do the providers take the simulator instead of the real services. */
class KeySourcesFuzzTest {
    private static final List<byte[]> GOLDEN = GoldenFiles.answers("sdk-alibaba-ecs");
    private static final String ROLE = "acs:ram::1234567890123456:role/copier";
    private static final String KEY = "\"access_key_id\":\"" + AlibabaEcsSimulator.ACCESS_KEY_ID
            + "\",\"access_key_secret\":\"" + AlibabaEcsSimulator.ACCESS_KEY_SECRET + "\"";

    /** Every mode but the one that runs a program: a damaged command line is not to be run. */
    private static final List<String> PROFILES = List.of(
            profile("\"mode\":\"AK\"," + KEY),
            profile("\"mode\":\"StsToken\"," + KEY + ",\"sts_token\":\"t\""),
            profile("\"mode\":\"RamRoleArn\"," + KEY + ",\"ram_role_arn\":\"" + ROLE
                    + "\",\"expired_seconds\":900,\"enable_vpc\":true,\"sts_region\":\"cn-hangzhou\""),
            profile("\"mode\":\"ChainableRamRoleArn\",\"source_profile\":\"base\",\"ram_role_arn\":\"" + ROLE + "\"}"
                    + ",{\"name\":\"base\"," + KEY),
            profile("\"mode\":\"EcsRamRole\",\"ram_role_name\":\"worker\""),
            profile("\"mode\":\"CloudSSO\"," + KEY + ",\"sts_token\":\"t\",\"sts_expiration\":4102444800"));

    private static final List<String> SECTIONS = List.of(
            "[default]\nenable = true\ntype=access_key\naccess_key_id = a\naccess_key_secret="
                    + AlibabaEcsSimulator.ACCESS_KEY_SECRET + "\n",
            "# comment\r\n[default]\r\nenable=true\r\ntype = ram_role_arn\r\naccess_key_id="
                    + AlibabaEcsSimulator.ACCESS_KEY_ID + "\r\naccess_key_secret="
                    + AlibabaEcsSimulator.ACCESS_KEY_SECRET + "\r\nrole_arn=" + ROLE + "\r\n",
            "[default]\nenable = true\ntype = ecs_ram_role\nrole_name = worker\n[default2]\nenable = false\n");

    private static final CredentialLookup NOTHING = new CredentialLookup(name -> null, name -> null, Path.of("."));

    @TempDir
    private Path folder;

    private static String profile(String members) {
        return "{\"current\":\"main\",\"profiles\":[{\"name\":\"main\"," + members + "}]}";
    }

    /** A key from a provider whose services answer as they do, or damaged. */
    @SuppressWarnings("try") // the client only connects the source
    private static boolean resolves(CredentialsSource<AlibabaCredentials> source, Optional<Mutator> damage) {
        ManualTimeSource time = new ManualTimeSource();
        try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time)) {
            simulator.setInstanceRole("worker", true);
            DamagingTransport transport = new DamagingTransport(simulator.transport(), GOLDEN);
            damage.ifPresent(transport::damageWith);
            AtomicReference<CredentialsProvider<AlibabaCredentials>> connected = new AtomicReference<>();
            try (AlibabaEcsClient client = AlibabaEcsClient.builder()
                    .transport(transport)
                    .timeSource(time)
                    .region("cn-hangzhou")
                    .credentials(connection -> {
                        connected.set(source.cached().connect(connection));
                        return connected.get();
                    })
                    .build()) {
                return !connected.get().resolve().accessKeyId().isEmpty();
            }
        }
    }

    @Test
    void cliProfile_whateverItHolds_isReadOrRefused() {
        Path file = folder.resolve("config.json");
        Fuzzing.of(1_000, "Alibaba command line profile", CredentialsException.class)
                .hiding(AlibabaEcsSimulator.ACCESS_KEY_SECRET)
                .run(mutator -> {
                    Files.write(file, mutator.damaged(PROFILES));
                    return resolves(new CliProfile(NOTHING, file, Optional.of("main")), Optional.empty());
                });
    }

    @Test
    void credentialsFile_whateverItHolds_isReadOrRefused() {
        Path file = folder.resolve("credentials.ini");
        Fuzzing.of(1_000, "Alibaba credentials file", CredentialsException.class)
                .hiding(AlibabaEcsSimulator.ACCESS_KEY_SECRET)
                .run(mutator -> {
                    Files.write(file, mutator.damaged(SECTIONS));
                    return resolves(new CredentialsFile(NOTHING, file, Optional.of("default")), Optional.empty());
                });
    }

    @Test
    void metadata_whateverTheAnswers_endsInATypedError() {
        Fuzzing.of("Alibaba instance metadata", CredentialsException.class)
                .run(mutator -> resolves(new InstanceRole(NOTHING, Optional.empty()), Optional.of(mutator)));
    }

    @Test
    void assumedRole_whateverTheAnswer_endsInATypedError() {
        AlibabaRole role = AlibabaRole.builder(ROLE).build();
        AlibabaCredentials key =
                AlibabaCredentials.accessKey(AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET);
        Fuzzing.of(3_000, "Alibaba temporary key", CredentialsException.class)
                .hiding(AlibabaEcsSimulator.ACCESS_KEY_SECRET)
                .run(mutator -> resolves(new AssumedRole(CredentialsSource.of(key), role), Optional.of(mutator)));
    }
}
