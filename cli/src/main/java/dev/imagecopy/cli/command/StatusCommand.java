package dev.imagecopy.cli.command;

import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.Listing;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.store.StoreFolder;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation.Phase;
import dev.imagecopy.core.operation.StoredOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Option;

/** Shows the copies of the store. */
final class StatusCommand extends StoredCommand {
    private static final List<String> COLUMNS =
            List.of("copy", "account", "region", "name", "state", "percent", "image", "detail");

    @Option(names = "--all", description = "Show the copies that have ended, too.")
    private boolean all;

    private record Row(String state, String percent, String image, String detail) {}

    StatusCommand(SimulateOption simulate, StoreOption store) {
        super(simulate, store);
    }

    @Override
    ExitCode run(StoredCopies copies, StoreFolder folder, Output output) {
        List<StoredCopy> shown = words().isEmpty() ? all ? copies.all() : copies.open() : copies.named(words());
        List<CompletableFuture<Row>> rows =
                shown.stream().map(copy -> row(copy, folder.operations())).toList();
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            StoredCopy copy = shown.get(i);
            Row row = rows.get(i).join();
            cells.add(List.of(
                    copy.id(),
                    copy.accountName(),
                    copy.stored().region(),
                    copy.stored().name(),
                    row.state(),
                    row.percent(),
                    row.image(),
                    row.detail()));
        }
        output.listing(new Listing("copies", COLUMNS, cells));
        if (cells.isEmpty()) {
            output.note("No copy of " + folder.path() + " is in progress"
                    + (copies.all().isEmpty() ? "." : "; --all shows those that have ended."));
        }
        return ExitCode.DONE;
    }

    private static CompletableFuture<Row> row(StoredCopy copy, OperationStore store) {
        if (copy.hasEnded()) {
            StoredOutcome end = copy.stored().outcome().orElseThrow();
            String detail = end.failure()
                    .map(failure -> failure.code() + ": " + failure.message())
                    .orElse("");
            return CompletableFuture.completedFuture(new Row(word(end.state()), "", end.imageId(), detail));
        }
        if (copy.stored().phase() == Phase.QUEUED) {
            return CompletableFuture.completedFuture(new Row("not begun", "", "", ""));
        }
        if (copy.stored().phase() == Phase.SENDING) {
            return CompletableFuture.completedFuture(
                    new Row("being sent", "", "", "'imagecopy resume' finds out whether it has begun"));
        }
        return copy.resume(store)
                .thenCompose(StatusCommand::polled)
                .exceptionally(thrown -> new Row("unknown", "", "", message(thrown)));
    }

    private static CompletableFuture<Row> polled(ResumedCopy<?> resumed) {
        return resumed.handle()
                .map(handle -> handle.pollAsync().thenApply(StatusCommand::row))
                .orElseGet(() -> CompletableFuture.completedFuture(new Row("unknown", "", "", resumed.toString())));
    }

    private static Row row(OperationSnapshot<?> snapshot) {
        String percent = snapshot.progressPercent().isPresent()
                ? Integer.toString(snapshot.progressPercent().getAsInt())
                : "";
        String detail = snapshot.failure()
                .map(failure -> failure.code() + ": " + failure.message())
                .orElse("");
        return new Row(word(snapshot.state()), percent, "", detail);
    }

    private static String message(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return String.valueOf(cause.getMessage());
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
