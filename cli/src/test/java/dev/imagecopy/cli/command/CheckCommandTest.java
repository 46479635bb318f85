package dev.imagecopy.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.cli.SimulatedClouds;
import dev.imagecopy.cli.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account whose client cannot even be opened has its row, like one whose service does not answer. */
class CheckCommandTest {
    private static final String ENDPOINT = "https://cluster.example.invalid:19080";

    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    private int check(String... settings) {
        String[] all = new String[4 + settings.length];
        System.arraycopy(new String[] {"check", "servicefabric", "--endpoint", ENDPOINT}, 0, all, 0, 4);
        for (int i = 0; i < settings.length; i++) {
            all[4 + i] = "--account=" + settings[i];
        }
        return terminal.run(all);
    }

    @Test
    void certificateThatDoesNotExist_isAProblemOfTheAccount_withItsPath() {
        Path file = folder.resolve("client-4711.pem");

        assertThat(check("certificateFile=" + file)).isEqualTo(1);

        assertThat(terminal.out())
                .contains("the certificate in " + file, "not asked", "does not exist (certificateFile: " + file + ")");
        assertThat(terminal.out() + terminal.err()).doesNotContain("imagecopy check");
    }

    @Test
    void keyThatDoesNotExist_isNamedWithBothPaths() throws Exception {
        Path certificate = Files.writeString(folder.resolve("client.pem"), "nothing");
        Path key = folder.resolve("client.key");

        assertThat(check("certificateFile=" + certificate, "certificateKeyFile=" + key))
                .isEqualTo(1);

        assertThat(terminal.out()).contains("(certificateFile: " + certificate + ", certificateKeyFile: " + key + ")");
    }

    @Test
    void passwordVariableThatIsNotSet_isAProblemOfTheAccount() {
        Path file = folder.resolve("client.pfx");

        assertThat(check("certificateFile=" + file, "certificatePasswordVariable=NO_SUCH_VARIABLE"))
                .isEqualTo(1);

        assertThat(terminal.out()).contains("the certificate in " + file, "NO_SUCH_VARIABLE", "is not set");
    }

    @Test
    void otherAccountsOfAPlan_areCheckedAsWell() {
        Path plan = SimulatedClouds.write(
                folder.resolve("plan.yaml"),
                """
                version: 1
                accounts:
                  broken: {cloud: servicefabric, endpoint: '%s', certificateFile: client-4711.pem}
                  anonymous: {cloud: servicefabric, endpoint: 'https://127.0.0.1:1'}
                images: [{name: one, targets: [{account: broken, remoteSource: a, remoteDestination: b}]}]
                """
                        .formatted(ENDPOINT));

        assertThat(terminal.run("check", "--plan", plan.toString())).isEqualTo(1);

        assertThat(terminal.out()).contains("broken", "client-4711.pem", "anonymous", "does not answer");
    }

    @Test
    void otherCommands_refuse_withThePath() {
        Path file = folder.resolve("client-4711.pem");

        assertThat(terminal.run(
                        "list", "servicefabric", "--endpoint", ENDPOINT, "--account", "certificateFile=" + file))
                .isEqualTo(4);

        assertThat(terminal.err()).contains("does not exist (certificateFile: " + file + ")", "imagecopy check");
    }
}
