package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;

class AbortableDnsTest {
    private static final Dns NEVER = hostname -> new CompletableFuture<List<InetAddress>>().join();

    private final CompletableFuture<Void> end = new CompletableFuture<>();

    @Test
    void lookup_whenTheExchangeRunsElsewhere_asksOnItsOwnThread() throws Exception {
        AbortableDns dns = new AbortableDns(hostname -> List.of(named(hostname)), work -> {
            throw new AssertionError("no other thread is needed");
        });

        assertThat(dns.lookup("a.test")).containsExactly(named("a.test"));
    }

    @Test
    void lookup_whenTheExchangeRunsHere_givesTheAnswerOfTheOtherThread() throws Exception {
        AbortableDns dns = here(new AbortableDns(hostname -> List.of(named(hostname)), AbortableDnsTest::daemon));

        assertThat(dns.lookup("a.test")).containsExactly(named("a.test"));
    }

    @Test
    void lookup_whenTheNameIsUnknown_saysSo() {
        AbortableDns dns = here(new AbortableDns(
                hostname -> {
                    throw new UnknownHostException("no such name");
                },
                AbortableDnsTest::daemon));

        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> dns.lookup("a.test"))
                .withMessage("no such name");
    }

    @Test
    void hasOneAddress_ofAnAddress_isTrue() {
        AbortableDns dns = new AbortableDns(NEVER, AbortableDnsTest::daemon);

        assertThat(List.of("127.0.0.1", "::1", "fd00:ec2::254")).allMatch(dns::hasOneAddress);
        assertThat(dns.hasOneAddress("127.0.0.1.test")).isFalse();
    }

    @Test
    void hasOneAddress_ofAName_isAsItWasWhenLastResolved() throws Exception {
        List<InetAddress> known = new ArrayList<>(List.of(named("a.test")));
        AbortableDns dns = new AbortableDns(hostname -> List.copyOf(known), AbortableDnsTest::daemon);
        assertThat(dns.hasOneAddress("a.test")).isFalse();

        dns.lookup("a.test");
        assertThat(dns.hasOneAddress("a.test")).isTrue();

        known.add(InetAddress.getByAddress("a.test", new byte[] {127, 0, 0, 2}));
        dns.lookup("a.test");
        assertThat(dns.hasOneAddress("a.test")).isFalse();
    }

    @Test
    void lookup_whenTheExchangeEnds_endsWithoutAnAnswer() {
        AbortableDns dns = here(new AbortableDns(NEVER, AbortableDnsTest::daemon));

        daemon(() -> end.complete(null));

        assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> dns.lookup("a.test"));
    }

    @Test
    void lookup_whenTheThreadIsInterrupted_endsWithItsFlagSet() {
        AbortableDns dns = here(new AbortableDns(NEVER, AbortableDnsTest::daemon));
        Thread waiting = Thread.currentThread();

        daemon(waiting::interrupt);

        assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> dns.lookup("a.test"));
        assertThat(Thread.interrupted()).isTrue(); // and cleared, for the tests that follow
    }

    private AbortableDns here(AbortableDns dns) {
        dns.onThisThread(end);
        return dns;
    }

    private static InetAddress named(String hostname) throws UnknownHostException {
        return InetAddress.getByAddress(hostname, new byte[] {127, 0, 0, 1});
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "lookup");
        thread.setDaemon(true);
        thread.start();
    }
}
