package dev.imagecopy.fleet.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupCommitTest {
    private static final String BROKEN = "broken";
    private static final String SLOW = "slow";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch slowBegun = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final List<List<String>> transactions = new CopyOnWriteArrayList<>();
    private final GroupCommit<String, String> commits = new GroupCommit<>(this::transact);

    private List<String> transact(List<String> items) {
        transactions.add(List.copyOf(items));
        if (items.contains(SLOW)) {
            slowBegun.countDown();
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (items.contains(BROKEN)) {
            throw new IllegalStateException("refused");
        }
        return items.stream().map(item -> item + "!").toList();
    }

    @AfterEach
    void endThreads() {
        mayGoOn.countDown();
        threads.shutdownNow();
    }

    /** Writes what several threads want to write while a transaction is under way. */
    private List<CompletableFuture<List<String>>> duringSlowTransaction(List<List<String>> shares)
            throws InterruptedException {
        List<CompletableFuture<List<String>>> results = new ArrayList<>();
        results.add(CompletableFuture.supplyAsync(() -> commits.write(List.of(SLOW)), threads));
        slowBegun.await();
        for (List<String> share : shares) {
            results.add(CompletableFuture.supplyAsync(() -> commits.write(share), threads));
            while (commits.waiting() < results.size() - 1) {
                Thread.onSpinWait();
            }
        }
        mayGoOn.countDown();
        return results;
    }

    @Test
    void write_withoutOthers_isATransactionOfItsOwn() {
        assertThat(commits.write(List.of("a", "b"))).containsExactly("a!", "b!");
        assertThat(commits.write(List.of("c"))).containsExactly("c!");
        assertThat(transactions).containsExactly(List.of("a", "b"), List.of("c"));
    }

    @Test
    void writes_duringATransaction_shareTheNext() throws InterruptedException {
        List<CompletableFuture<List<String>>> results =
                duringSlowTransaction(List.of(List.of("a"), List.of("b", "c"), List.of("d")));
        assertThat(results)
                .extracting(CompletableFuture::join)
                .containsExactly(List.of("slow!"), List.of("a!"), List.of("b!", "c!"), List.of("d!"));
        assertThat(transactions).containsExactly(List.of(SLOW), List.of("a", "b", "c", "d"));
    }

    @Test
    void writes_ofACommonTransactionThatFails_areRepeatedAlone() throws InterruptedException {
        List<CompletableFuture<List<String>>> results =
                duringSlowTransaction(List.of(List.of("a"), List.of(BROKEN), List.of("b")));
        assertThat(results.get(1).join()).containsExactly("a!");
        assertThatThrownBy(results.get(2)::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("refused");
        assertThat(results.get(3).join()).containsExactly("b!");
        assertThat(transactions)
                .containsExactlyInAnyOrder(
                        List.of(SLOW), List.of("a", BROKEN, "b"), List.of("a"), List.of(BROKEN), List.of("b"));
    }

    @Test
    void write_thatFailsAlone_isNotRepeated() {
        assertThatThrownBy(() -> commits.write(List.of(BROKEN))).hasMessage("refused");
        assertThat(transactions).hasSize(1);
        assertThat(commits.write(List.of("a"))).containsExactly("a!");
    }

    @Test
    void writes_ofVeryManyItems_areSeveralTransactions() throws InterruptedException {
        List<String> many = Collections.nCopies(100, "x");
        List<CompletableFuture<List<String>>> results =
                duringSlowTransaction(List.of(many, List.of("a"), List.of("b")));
        assertThat(results.get(1).join()).hasSize(100);
        assertThat(results.get(3).join()).containsExactly("b!");
        assertThat(transactions).containsExactly(List.of(SLOW), many, List.of("a", "b"));
    }
}
