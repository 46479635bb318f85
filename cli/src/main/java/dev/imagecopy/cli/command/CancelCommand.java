package dev.imagecopy.cli.command;

import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.Listing;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.store.StoreFolder;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Option;

/** Cancels copies. */
final class CancelCommand extends StoredCommand {
    private static final List<String> COLUMNS = List.of("copy", "account", "region", "name", "result", "detail");

    /** How long a service that accepts may take to show that the copy has ended. */
    private static final Duration END_SHOWS = Duration.ofSeconds(20);

    @Option(names = "--all", description = "Cancel all copies of the store that are in progress.")
    private boolean all;

    private record Row(boolean isCancelled, String result, String detail) {}

    CancelCommand(SimulateOption simulate, StoreOption store) {
        super(simulate, store);
    }

    @Override
    ExitCode run(StoredCopies copies, StoreFolder folder, Output output) {
        if (words().isEmpty() != all) {
            throw misuse("Name the copies to cancel, or use --all");
        }
        List<StoredCopy> chosen = all ? copies.open() : copies.named(words());
        List<CompletableFuture<Row>> rows =
                chosen.stream().map(copy -> row(copy, folder.operations())).toList();
        List<List<String>> cells = new ArrayList<>();
        boolean complete = true;
        for (int i = 0; i < chosen.size(); i++) {
            StoredCopy copy = chosen.get(i);
            Row row = rows.get(i).join();
            complete &= row.isCancelled();
            cells.add(List.of(
                    copy.id(),
                    copy.accountName(),
                    copy.stored().region(),
                    copy.stored().name(),
                    row.result(),
                    row.detail()));
        }
        output.listing(new Listing("copies", COLUMNS, cells));
        return complete ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static CompletableFuture<Row> row(StoredCopy copy, OperationStore store) {
        if (copy.hasEnded()) {
            OperationState state = copy.stored().outcome().orElseThrow().state();
            return CompletableFuture.completedFuture(ended(state));
        }
        if (copy.stored().phase() == Phase.QUEUED) {
            return CompletableFuture.completedFuture(new Row(false, "not begun", "'imagecopy resume' would begin it"));
        }
        return copy.resume(store)
                .thenCompose(CancelCommand::cancelled)
                .exceptionally(thrown -> new Row(false, "unknown", message(thrown)));
    }

    private static CompletableFuture<Row> cancelled(ResumedCopy<?> resumed) {
        return resumed.handle()
                .map(CancelCommand::cancelled)
                .orElseGet(() ->
                        CompletableFuture.completedFuture(new Row(false, "unknown", "'imagecopy status' shows more")));
    }

    /** Looks before and after: only who has seen a copy and cancelled it knows why it is gone. Later, nobody can tell. */
    private static CompletableFuture<Row> cancelled(Operation<?> copy) {
        return copy.pollAsync()
                .handle((seen, unanswered) -> copy.cancelAsync())
                .thenCompose(answer -> answer)
                .thenCompose(result -> result instanceof CancelResult.Requested
                        ? copy.awaitAsync(END_SHOWS).handle((image, thrown) -> requested(copy))
                        : CompletableFuture.completedFuture(row(result)));
    }

    private static Row requested(Operation<?> copy) {
        OperationState state = copy.latest().state();
        if (state == OperationState.CANCELLED) {
            return new Row(true, "cancelled", "");
        }
        return state.isTerminal() ? ended(state) : row(new CancelResult.Requested());
    }

    private static Row row(CancelResult result) {
        if (result instanceof CancelResult.AlreadyFinished finished) {
            return ended(finished.state());
        }
        if (result instanceof CancelResult.NotSupported unsupported) {
            return new Row(false, "not supported", unsupported.reason());
        }
        if (result instanceof CancelResult.Unknown unknown) {
            return new Row(false, "unknown", String.valueOf(unknown.cause().getMessage()));
        }
        return new Row(true, "requested", "");
    }

    private static Row ended(OperationState state) {
        return new Row(
                state == OperationState.CANCELLED, "already " + state.name().toLowerCase(Locale.ROOT), "");
    }

    private static String message(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return String.valueOf(cause.getMessage());
    }
}
