package dev.imagecopy.cli.command;

import dev.imagecopy.cli.clients.OpenClients;
import dev.imagecopy.cli.output.Listing;
import dev.imagecopy.cli.plan.Plan;
import dev.imagecopy.cli.plan.PlanCopy;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.TargetLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What is at the targets of a plan. */
final class TargetLooks {
    private static final List<String> COLUMNS = List.of("account", "region", "name", "found", "id", "detail");
    private static final int AT_ONCE = 16;

    private final List<Row> rows;

    private enum Found {
        READY,
        UNDER_WAY,
        MISSING,
        LEFTOVER,
        CONFLICT,
        UNKNOWN
    }

    private record Row(PlanCopy copy, Found found, String id, String detail) {}

    private TargetLooks(List<Row> rows) {
        this.rows = rows;
    }

    /** Looks at all targets, some at a time. */
    static TargetLooks of(Plan plan, OpenClients clients) {
        List<Row> rows = new ArrayList<>();
        List<PlanCopy> copies = plan.copies();
        for (int from = 0; from < copies.size(); from += AT_ONCE) {
            List<CompletableFuture<Row>> some = copies.subList(from, Math.min(copies.size(), from + AT_ONCE)).stream()
                    .map(copy -> look(clients.account(copy.account()).client().copies(), copy))
                    .toList();
            some.stream().map(CompletableFuture::join).forEach(rows::add);
        }
        return new TargetLooks(rows);
    }

    private static <T> CompletableFuture<Row> look(Copies<T> copies, PlanCopy copy) {
        return copies.lookUpAsync(copy.request(), CallOptions.defaults())
                .thenApply(look -> row(copy, look))
                .exceptionally(thrown -> new Row(copy, Found.UNKNOWN, "", message(thrown)));
    }

    private static String message(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return String.valueOf(cause.getMessage());
    }

    private static Row row(PlanCopy copy, TargetLook<?> look) {
        if (look instanceof TargetLook.Ready<?> ready) {
            String by = "by its " + ready.match().name().toLowerCase(Locale.ROOT);
            return new Row(copy, Found.READY, ready.id(), by);
        }
        if (look instanceof TargetLook.InProgress<?> underWay) {
            return new Row(copy, Found.UNDER_WAY, underWay.id(), underWay.status());
        }
        if (look instanceof TargetLook.Leftover<?> leftover) {
            return new Row(copy, Found.LEFTOVER, leftover.id(), "left by a failed copy, " + leftover.status());
        }
        if (look instanceof TargetLook.Conflict<?> conflict) {
            return new Row(copy, Found.CONFLICT, String.join(" ", conflict.ids()), conflict.reason());
        }
        return new Row(copy, Found.MISSING, "", "");
    }

    /** Whether every image is there. */
    boolean areReady() {
        return rows.stream().allMatch(row -> row.found() == Found.READY);
    }

    /** Whether every service has answered. */
    boolean areAnswered() {
        return rows.stream().noneMatch(row -> row.found() == Found.UNKNOWN);
    }

    Listing listing() {
        return new Listing(
                "images",
                COLUMNS,
                rows.stream()
                        .map(row -> List.of(
                                row.copy().account(),
                                row.copy().region(),
                                row.copy().name(),
                                row.found().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                row.id(),
                                row.detail()))
                        .toList());
    }
}
