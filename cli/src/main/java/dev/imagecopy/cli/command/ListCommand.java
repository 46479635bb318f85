package dev.imagecopy.cli.command;

import dev.imagecopy.cli.clients.ImageFilter;
import dev.imagecopy.cli.clients.ImageRow;
import dev.imagecopy.cli.clients.OpenClients;
import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.Listing;
import dev.imagecopy.cli.output.Output;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the images of an account. */
final class ListCommand extends CliCommand {
    private final SimulateOption simulate;

    @Mixin
    private ChosenAccount account = new ChosenAccount();

    @Option(names = "--name", paramLabel = "NAME", description = "Only images with exactly this name.")
    private @Nullable String name;

    @Option(names = "--path", paramLabel = "PATH", description = "A folder of a Service Fabric image store.")
    private String path = "";

    ListCommand(SimulateOption simulate) {
        this.simulate = simulate;
    }

    @Override
    protected ExitCode run(Output output) {
        try (Session session = Session.withoutStore(simulate)) {
            OpenClients clients = session.clients(account.account(simulate.isSet()));
            try (Stream<ImageRow> images =
                    clients.account(account.name()).images().list(new ImageFilter(Optional.ofNullable(name), path))) {
                output.listing(new Listing(
                        "images",
                        List.of("id", "name", "status", "sizeBytes", "createdAt"),
                        images.map(ListCommand::cells).toList()));
            }
            return ExitCode.DONE;
        }
    }

    private static List<String> cells(ImageRow image) {
        return List.of(
                image.id(),
                image.name(),
                image.status(),
                image.sizeBytes().isPresent() ? Long.toString(image.sizeBytes().getAsLong()) : "",
                image.createdAt().map(Object::toString).orElse(""));
    }
}
