package dev.imagecopy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All four at once, as a library and as a program. */
class SimulatorsTest {
    @Test
    void start_withAPort_takesFourInARow() throws IOException {
        int first = freePorts();
        try (Simulators all = Simulators.start(StartOptions.defaults().port(first))) {
            assertThat(all.serviceFabric().endpoint().getPort()).isEqualTo(first);
            assertThat(all.huawei().endpoint().getPort()).isEqualTo(first + 1);
            assertThat(all.yandex().endpoint().getPort()).isEqualTo(first + 2);
            assertThat(all.alibaba().endpoint().getPort()).isEqualTo(first + 3);
        }
    }

    @Test
    void start_whenAPortIsTaken_leavesNoneRunning() throws IOException {
        int first = freePorts();
        try (ServerSocket taken = new ServerSocket(first + 2)) {
            assertThatThrownBy(() -> Simulators.start(StartOptions.defaults().port(first)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
        }
        assertThatThrownBy(() -> new Socket("localhost", first).close()).isInstanceOf(ConnectException.class);
    }

    @Test
    void program_printsAddressesAndCredentials_andEndsWhenItIsStopped() throws Exception {
        Process program = program();
        try (BufferedReader output = program.inputReader()) {
            List<String> lines = new ArrayList<>();
            for (String line = output.readLine();
                    line != null && !line.startsWith("Ctrl-C");
                    line = output.readLine()) {
                lines.add(line.strip());
            }
            List<URI> addresses = lines.stream()
                    .filter(line -> line.startsWith("http://localhost:"))
                    .map(URI::create)
                    .toList();

            assertThat(addresses).hasSize(4);
            assertThat(String.join("\n", lines))
                    .contains(HuaweiImsSimulator.SECRET_KEY, YandexDesktopSimulator.IAM_TOKEN)
                    .contains(AlibabaEcsSimulator.ACCESS_KEY_SECRET, ServiceFabricSimulator.SOURCE_FOLDER);
            new Socket("localhost", addresses.get(3).getPort()).close();

            program.destroy();

            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            program.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--ports, Unknown argument --ports",
        "--port=65533, Unknown argument --port=65533",
    })
    void program_withWrongArguments_tellsHowToCallIt(String argument, String reason) throws Exception {
        Process program = program(argument);
        try (BufferedReader errors = program.errorReader()) {
            assertThat(errors.lines()).containsExactly(reason, "Usage: Simulators [--port FIRST] [--tls]");
        }
        assertThat(program.waitFor()).isEqualTo(2);
    }

    @Test
    void program_withAPortThatLeavesNoRoomForFour_saysWhichIsTheHighest() throws Exception {
        Process program = program("--port", "65533");
        try (BufferedReader errors = program.errorReader()) {
            assertThat(errors.lines())
                    .containsExactly(
                            "--port is the first of four in a row, at most 65532, not 65533",
                            "Usage: Simulators [--port FIRST] [--tls]");
        }
        assertThat(program.waitFor()).isEqualTo(2);
    }

    @Test
    void program_whenAPortIsTaken_saysSoInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Process program = program("--port", String.valueOf(Math.min(taken.getLocalPort(), 65532)));
            try (BufferedReader errors = program.errorReader()) {
                assertThat(errors.lines()).singleElement().asString().startsWith("Cannot listen on port ");
            }
            assertThat(program.waitFor()).isEqualTo(1);
        }
    }

    @Test
    void program_askedForHelp_tellsHowToCallIt() throws Exception {
        Process program = program("--help");
        try (BufferedReader output = program.inputReader()) {
            assertThat(output.lines()).containsExactly("Usage: Simulators [--port FIRST] [--tls]");
        }
        assertThat(program.waitFor()).isZero();
    }

    @Test
    void description_withTls_holdsTheCertificatesToTrust() {
        try (Simulators all = Simulators.start(StartOptions.defaults().tls())) {
            assertThat(all.description())
                    .contains(all.huawei().certificatePem(), all.alibaba().certificatePem());
        }
    }

    private static Process program(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Simulators.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    /** The first of four ports that nobody uses now. */
    private static int freePorts() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (ServerSocket one = new ServerSocket(0)) {
                int first = one.getLocalPort();
                try (ServerSocket two = new ServerSocket(first + 1);
                        ServerSocket three = new ServerSocket(first + 2);
                        ServerSocket four = new ServerSocket(first + 3)) {
                    assertThat(List.of(two, three, four)).allMatch(ServerSocket::isBound);
                    return first;
                } catch (IOException taken) {
                    assertThat(taken).isNotNull();
                }
            }
        }
        throw new IOException("No four free ports in a row");
    }
}
