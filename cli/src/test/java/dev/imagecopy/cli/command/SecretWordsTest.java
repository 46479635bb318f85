package dev.imagecopy.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.cli.SimulatedClouds;
import dev.imagecopy.cli.Terminal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recognizable as a secret of a vendor is neither shown nor sent, also in place of an id, a name, a path or a host. */
class SecretWordsTest {
    private static final List<String> SECRETS = List.of(
            "NxY7Qm2pLr9TgW4sVb6KzHd3JcF8ae",
            "LTAI5tQwErTyUiOpAsDfGhJk",
            "STS.NUgYrLnoC37mZZCNnAbezQ7",
            "GVMhqr9S72Vgj8bU7gvDXkdgae27DKG7uXMeQKDH74f9",
            "t1.9euelZqMkJXIns6Lk5eWms6Vi5Hq",
            "y0_AgAAAABkV3xYAATuwQAAAADk3Zp7Qm2pLr9TgW4sVb6KzHd3JcF8aeQ",
            "AQVNxQ7Qm2pLr9TgW4sVb6KzHd3JcF8aeZZ1abc",
            "YCNxY7Qm2pLr9TgW4sVb6KzHd3JcF8aeZp7QkT5u",
            "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnc2lnAAbbCC0123456789",
            "ghp_16C7e42F292c6912E7710c838347Ae178B4a");

    @TempDir
    private Path folder;

    private final SimulatedClouds clouds = new SimulatedClouds();
    private final Terminal terminal = new Terminal();

    @AfterEach
    void close() {
        clouds.close();
    }

    private int run(String line) {
        return terminal.run(line.replace("SIMULATE", clouds.option())
                .replace("FOLDER", folder.toString())
                .split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete alibaba m-1 SECRET SIMULATE --yes | The 4th argument holds",
                "delete huawei SECRET SIMULATE --yes | The 3rd argument holds",
                "delete yandex SECRET SIMULATE --yes | The 3rd argument holds",
                "delete servicefabric SECRET SIMULATE --yes | The 3rd argument holds",
                "delete servicefabric a/SECRET/b SIMULATE --yes | The 3rd argument holds",
                "delete servicefabric a\\SECRET.zip SIMULATE --yes | The 3rd argument holds",
                "list servicefabric --path SECRET SIMULATE | Option '--path' holds",
                "list servicefabric --path=Store\\SECRET SIMULATE | Option '--path' holds",
                "list alibaba --name SECRET SIMULATE | Option '--name' holds",
                "check alibaba --region cn-hangzhou --profile SECRET | Option '--profile' holds",
                "check alibaba --region cn-hangzhou --account credentialsFile=/x/SECRET/y | Option '--account' holds",
                "check servicefabric --endpoint https://SECRET:19080 | Option '--endpoint' holds",
                "check servicefabric --account endpoint=https://SECRET:19080 | Option '--account' holds",
                "check servicefabric --endpoint https://c:19080 --account certificateFile=SECRET.pem | Option '--account' holds",
                "copy servicefabric a --to b/SECRET SIMULATE --store FOLDER | Option '--to' holds",
                "copy alibaba SECRET --name one SIMULATE --store FOLDER | The 3rd argument holds",
                "status SECRET SIMULATE --store FOLDER | The 2nd argument holds",
                "fleet status --db jdbc:postgresql://SECRET/x | Option '--db' holds",
                "fleet status --db jdbc:postgresql://127.0.0.1:1/SECRET | Option '--db' holds",
                "fleet status --db jdbc:postgresql://127.0.0.1:1,SECRET:1/x | Option '--db' holds",
                "fleet status --db jdbc:h2:tcp://127.0.0.1:1/SECRET | Option '--db' holds",
                "fleet status --db FOLDER/x --db-user SECRET | Option '--db-user' holds",
                "fleet status --db FOLDER/SECRET | Option '--db' holds",
            })
    void secretOfAVendor_isRefused_andNeitherShownNorSent(String line, String told) {
        for (String secret : SECRETS) {
            assertThat(run(line.replace("SECRET", secret)))
                    .as(secret + "\n" + terminal.err())
                    .isEqualTo(2);

            assertThat(terminal.err()).contains(told, "other users of this machine can read");
            assertThat(terminal.err() + terminal.out()).as(secret).doesNotContainIgnoringCase(secret);
            assertThat(clouds.alibaba().requests()).isEmpty();
            assertThat(clouds.serviceFabric().requests()).isEmpty();
            terminal.clear();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SECRET.tar.gz",
                "SECRET.yaml.bak~",
                "golden-SECRET",
                "golden-SECRET-2026",
                "ak_SECRET",
                "x-SECRET_v2.vhd",
                "[SECRET]",
                "(SECRET)",
                "{SECRET}",
                "a+SECRET",
                "a!SECRET*",
                "SECRET%2F",
                "a%2FSECRET%2ezip",
                "%5BSECRET%5D",
                "a%252FSECRET%252Ex",
                "100%SECRET%",
            })
    void secretOfAVendor_thatIsPartOfAWord_isRefusedAndNotShown(String word) {
        List<String> lines = List.of(
                "delete servicefabric Store/WORD SIMULATE --yes",
                "status --store FOLDER/WORD",
                "fleet status --db jdbc:postgresql://127.0.0.1:1/WORD");
        for (int i = 0; i < SECRETS.size(); i++) {
            String glued = word.replace("SECRET", SECRETS.get(i));

            assertThat(run(lines.get(i % lines.size()).replace("WORD", glued)))
                    .as(glued + "\n" + terminal.err())
                    .isEqualTo(2);

            assertThat(terminal.err() + terminal.out()).as(glued).doesNotContainIgnoringCase(SECRETS.get(i));
            assertThat(clouds.serviceFabric().requests()).isEmpty();
            terminal.clear();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list alibaba --name golden-9d8f7c6b5a4e3d2c1b0a9d8f7c6b5a4e SIMULATE",
                "list servicefabric --path MyApplicationType2026/Code.1.0.0 SIMULATE",
                "status --store FOLDER/Sommer2026! SIMULATE",
                "check alibaba --profile ci-550e8400-e29b-41d4-a716-446655440000 SIMULATE",
                "list yandex --account folderId=b1gvmcue7aajpmeo39kk SIMULATE",
                "list alibaba --name BACKUP20261130120000 SIMULATE",
                "list alibaba --name HX7Q2M4PLZ9TGW4SVB6K SIMULATE",
                "list alibaba --name W2K19R2SP1EnterpriseX64BuildV2Rev3Final5 SIMULATE",
                "list alibaba --name STS.SecurityTokenService SIMULATE",
                "list alibaba --name t1.micro-ubuntu-golden-2026-11 SIMULATE",
                "list alibaba --name MIIMicroserviceInfrastructureImageInventoryProductionEuropeWest2026 SIMULATE",
                "list servicefabric --path Store/TMP.20261130120000 SIMULATE",
                "list servicefabric --path Store/y0_golden_image_for_production_eu SIMULATE",
                "status --store FOLDER/srv/token-service:v2/x SIMULATE",
                "status --store FOLDER/BACKUP20261130120000 SIMULATE",
            })
    void namesAndPathsThatAreNoSecretOfAVendor_areTaken(String line) {
        assertThat(run(line)).as(terminal.err()).isNotEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--db-password SECRET", "--db-password=SECRET"})
    void passwordOfADatabase_hasItsOwnAdvice(String words) {
        assertThat(run("fleet status --db FOLDER/x " + words.replace("SECRET", SECRETS.get(0))))
                .isEqualTo(2);

        assertThat(terminal.err()).contains("--db-password-file").doesNotContain(SECRETS.get(0));
    }
}
