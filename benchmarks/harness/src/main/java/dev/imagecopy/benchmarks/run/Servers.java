package dev.imagecopy.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The servers that contenders speak to: each is started when it is first asked for, and ends with the run. */
final class Servers implements AutoCloseable {
    private static final String STUB = "dev.imagecopy.benchmarks.server.StubServer";
    private static final String SECURE_MODULE = "secure-server";
    private static final String SECURE_STUB = "dev.imagecopy.benchmarks.secure.SecureStubServer";

    private final Path folder;
    private final Map<String, Child> running = new HashMap<>();
    private final Map<String, String> addresses = new HashMap<>();
    private Path keys;

    Servers(Path folder) {
        this.folder = folder;
    }

    /** Where a contender's service is: the common stub server, or one of its own module. */
    String address(Target target) throws IOException {
        boolean own = !target.serverType().isEmpty();
        return address(own ? target.module() : "server", own ? target.serverType() : STUB, List.of());
    }

    /** Whether there is a stub server with TLS. */
    boolean isSecureBuilt() {
        return Files.exists(folder.resolve(SECURE_MODULE).resolve("target/classes"));
    }

    /** Where the stub server with TLS is. */
    String secureAddress() throws IOException {
        if (keys == null) {
            keys = Files.createTempDirectory("stub").resolve("keys");
        }
        return address(SECURE_MODULE, SECURE_STUB, List.of(keys.toString()));
    }

    /** What makes a process trust the stub server with TLS, once it has been asked for. */
    List<String> trust() {
        return List.of("-Djavax.net.ssl.trustStore=" + keys, "-Djavax.net.ssl.trustStorePassword=benchmark");
    }

    private String address(String module, String type, List<String> arguments) throws IOException {
        String known = addresses.get(type);
        if (known != null) {
            return known;
        }
        List<String> command = new ArrayList<>(List.of(type));
        command.addAll(arguments);
        Child server = Child.start(Target.classPath(folder, module), List.of("-Xmx512m"), command);
        running.put(type, server);
        String address = server.line();
        addresses.put(type, address);
        return address;
    }

    @Override
    public void close() throws IOException {
        for (Child server : running.values()) {
            server.close();
        }
        if (keys != null) {
            Files.deleteIfExists(keys);
            Files.deleteIfExists(keys.getParent());
        }
    }
}
