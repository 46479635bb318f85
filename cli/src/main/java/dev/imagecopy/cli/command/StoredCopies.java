package dev.imagecopy.cli.command;

import dev.imagecopy.cli.clients.OpenAccount;
import dev.imagecopy.cli.output.HarmlessWord;
import dev.imagecopy.cli.output.UsageException;
import dev.imagecopy.cli.plan.PlanAccount;
import dev.imagecopy.cli.store.RunRecord;
import dev.imagecopy.cli.store.StoreFolder;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.StoredOperation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The copies of a store, found with the accounts of its runs. */
final class StoredCopies {
    private final List<StoredCopy> all;

    private StoredCopies(List<StoredCopy> all) {
        this.all = all;
    }

    /** Reads the store of a session; its accounts stay open as long as the session. */
    static StoredCopies of(Session session, StoreFolder folder) {
        Set<PlanAccount> seen = new HashSet<>();
        Set<OperationKey> keys = new HashSet<>();
        List<StoredCopy> copies = new ArrayList<>();
        for (RunRecord run : folder.runs().all()) {
            Map<String, PlanAccount> accounts =
                    PlanSource.again(folder.runs().plan(run)).plan().accounts();
            Map<String, PlanAccount> unseen = new LinkedHashMap<>();
            accounts.forEach((name, account) -> {
                if (seen.add(account)) {
                    unseen.put(name, account);
                }
            });
            for (OpenAccount account : session.clients(unseen).accounts().values()) {
                OperationKey any = account.client().copies().key("any");
                try (Stream<StoredOperation> stored = folder.operations().operations(any.provider(), any.scope())) {
                    stored.filter(operation -> keys.add(operation.key()))
                            .map(operation -> new StoredCopy(account, operation))
                            .forEach(copies::add);
                }
            }
        }
        copies.sort(Comparator.comparing((StoredCopy copy) -> copy.stored().queuedAt())
                .thenComparing(StoredCopy::id));
        return new StoredCopies(copies);
    }

    /** All that have not ended. */
    List<StoredCopy> open() {
        return all.stream().filter(copy -> !copy.hasEnded()).toList();
    }

    List<StoredCopy> all() {
        return all;
    }

    /**
     * Those that a user names, by their ids, their images' names or their images' ids.
     *
     * @throws UsageException if a word names none
     */
    List<StoredCopy> named(List<String> words) {
        Set<String> unknown = new HashSet<>(words);
        unknown.removeIf(word -> all.stream().anyMatch(copy -> copy.isNamed(word)));
        if (!unknown.isEmpty()) {
            throw new UsageException("The store has no copy with this id, or with this name or id of its image: "
                    + HarmlessWord.list(words, unknown, "COPY")
                    + "; 'imagecopy status --all' shows all copies");
        }
        return all.stream()
                .filter(copy -> words.stream().anyMatch(copy::isNamed))
                .toList();
    }
}
