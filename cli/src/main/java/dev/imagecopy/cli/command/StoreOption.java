package dev.imagecopy.cli.command;

import dev.imagecopy.cli.clients.Services;
import dev.imagecopy.cli.store.StoreFolder;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The option of the program, before or after the command, that says where the state of copies is. */
final class StoreOption {
    // Not an annotation, for the same reason as --simulate.
    private final OptionSpec spec = OptionSpec.builder("--store")
            .scopeType(ScopeType.INHERIT)
            .type(Path.class)
            .paramLabel("FOLDER")
            .description(
                    "The folder that keeps the state of copies, so that none is lost or started twice. By default a"
                            + " folder of yours: ~/.local/state/imagecopy, or where your system keeps such things.")
            .build();

    OptionSpec spec() {
        return spec;
    }

    /** Opens the store; empty for simulators of this process, since nothing of their copies stays. */
    Optional<StoreFolder> open(Services services) {
        if (services.areTransient()) {
            return Optional.empty();
        }
        @Nullable Path folder = spec.getValue();
        Path base =
                folder == null ? StoreFolder.ofUser() : folder.toAbsolutePath().normalize();
        // Copies of simulators must never be taken for copies of the clouds.
        return Optional.of(StoreFolder.open(services.ports()
                .map(ports -> base.resolve("simulated-" + ports.replace(',', '-')))
                .orElse(base)));
    }

    /** The command that takes up the runs of this store. */
    String resumeCommand(Services services) {
        StringBuilder command = new StringBuilder("imagecopy resume");
        services.ports().ifPresent(ports -> command.append(" --simulate=").append(ports));
        @Nullable Path folder = spec.getValue();
        if (folder != null) {
            command.append(" --store ")
                    .append(ShellWord.quoted(folder.toAbsolutePath().normalize().toString()));
        }
        return command.toString();
    }
}
