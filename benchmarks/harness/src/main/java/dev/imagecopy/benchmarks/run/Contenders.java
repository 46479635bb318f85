package dev.imagecopy.benchmarks.run;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.ContenderProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts contenders, each in a process of its own. */
final class Contenders {
    private static final String PROCESS = ContenderProcess.class.getName();

    private final Path folder;
    private final Servers servers;

    Contenders(Path folder, Servers servers) {
        this.folder = folder;
        this.servers = servers;
    }

    /** A process that makes one copy and ends. */
    Child first(Target target, Cloud cloud, List<String> options) throws IOException {
        return start(target, cloud, options, List.of(target.type(), cloud.name(), servers.address(target), "first"));
    }

    /** A process that only says that it is there. */
    Child nothing(Target target, Cloud cloud) throws IOException {
        return start(target, cloud, List.of(), List.of(target.type(), cloud.name(), "", "nothing"));
    }

    /** A process that is asked for phases. */
    Child steady(Target target, Cloud cloud, List<String> options, int warmUpMillis, int phaseMillis)
            throws IOException {
        return steady(target, cloud, servers.address(target), options, warmUpMillis, phaseMillis);
    }

    /** The same over TLS, with the default settings of the client, which offer HTTP/2. */
    Child steadyOverTls(Target target, Cloud cloud, int warmUpMillis, int phaseMillis) throws IOException {
        String address = servers.secureAddress();
        return steady(target, cloud, address, servers.trust(), warmUpMillis, phaseMillis);
    }

    private Child steady(
            Target target, Cloud cloud, String address, List<String> options, int warmUpMillis, int phaseMillis)
            throws IOException {
        return start(
                target,
                cloud,
                options,
                List.of(
                        target.type(),
                        cloud.name(),
                        address,
                        "steady",
                        String.valueOf(warmUpMillis),
                        String.valueOf(phaseMillis)));
    }

    private Child start(Target target, Cloud cloud, List<String> options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(PROCESS));
        command.addAll(arguments);
        return Child.start(target.classPath(folder, cloud), options, command);
    }
}
