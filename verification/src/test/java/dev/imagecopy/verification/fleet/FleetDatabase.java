package dev.imagecopy.verification.fleet;

import dev.imagecopy.verification.bulk.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

/** The database of a fleet, in a process of its own, which is restarted once. */
interface FleetDatabase extends AutoCloseable {
    String url();

    /** Ends it without a warning and starts it again, with what was committed. */
    void restart() throws Exception;

    @Override
    void close();

    /** PostgreSQL that a script has started and restarts. */
    static FleetDatabase ofScript(String url, String restart) {
        return new FleetDatabase() {
            @Override
            public String url() {
                return url;
            }

            @Override
            public void restart() throws Exception {
                int ended = new ProcessBuilder("bash", "-c", restart)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
                if (ended != 0) {
                    throw new IOException("the database was not restarted");
                }
            }

            @Override
            public void close() {}
        };
    }

    /** H2's server on files in a folder. */
    static FleetDatabase h2(Path folder) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        return new FleetDatabase() {
            private ChildProcess server = start();

            private ChildProcess start() throws IOException {
                return ChildProcess.start(
                        H2Server.class,
                        List.of("-XX:TieredStopAtLevel=1"),
                        List.of(folder.toString(), String.valueOf(port)));
            }

            @Override
            public String url() {
                return "jdbc:h2:tcp://localhost:" + port + "/fleet;WRITE_DELAY=0;LOCK_TIMEOUT=5000";
            }

            @Override
            public void restart() throws Exception {
                server.kill();
                server = start();
                server.readLine();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }
}
