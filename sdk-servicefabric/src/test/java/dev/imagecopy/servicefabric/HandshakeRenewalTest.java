package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandshakeRenewalTest {
    private static final ServiceFabricCredentials OLD = ServiceFabricCredentials.none();
    private static final ServiceFabricCredentials NEW = ServiceFabricCredentials.bearer("new");

    private final HandshakeRenewal renewal = new HandshakeRenewal();
    private final List<ServiceFabricCredentials> invalidated = new ArrayList<>();
    private Runnable whenInvalidated = () -> {};

    @BeforeEach
    void useOldOnes() {
        renewal.renewBy(new CredentialsProvider<>() {
            @Override
            public ServiceFabricCredentials resolve() {
                throw new AssertionError("only invalidated here");
            }

            @Override
            public void invalidate(ServiceFabricCredentials refused) {
                invalidated.add(refused);
                whenInvalidated.run();
            }
        });
        renewal.adopt(OLD, renewal.ended());
    }

    @Test
    void exchangesThatFailTogether_askOnce() {
        assertThat(renewal.helpsAfter(OLD)).isTrue();
        assertThat(renewal.helpsAfter(OLD)).isTrue();

        assertThat(invalidated).containsExactly(OLD);
    }

    @Test
    void exchangeThatStartsWithOldOnes_whileOthersAsk_isSentAgain() {
        int before = renewal.ended();
        assertThat(renewal.helpsAfter(OLD)).isTrue();

        assertThat(renewal.adopt(OLD, before)).isFalse(); // resolved before the request
        assertThat(renewal.used()).isSameAs(OLD);
        assertThat(renewal.helpsAfter(renewal.used())).isTrue();

        assertThat(renewal.adopt(NEW, renewal.ended())).isTrue();
        assertThat(renewal.adopt(OLD, before)).isFalse();
        assertThat(renewal.used()).isSameAs(NEW);
        assertThat(renewal.helpsAfter(OLD)).isTrue();
        assertThat(invalidated).containsExactly(OLD);
    }

    @Test
    void newOnesThatFailToo_endTheCall_andTheNextCallAsksAgain() {
        assertThat(renewal.helpsAfter(OLD)).isTrue();
        renewal.adopt(NEW, renewal.ended());

        assertThat(renewal.helpsAfter(NEW)).isFalse();

        assertThat(invalidated).containsExactly(OLD, NEW);
        renewal.adopt(OLD, renewal.ended());
        assertThat(renewal.helpsAfter(OLD)).isTrue();
    }

    @Test
    void sourceThatReturnsTheSameOnes_isAskedOnce() {
        assertThat(renewal.helpsAfter(OLD)).isTrue();
        assertThat(renewal.adopt(OLD, renewal.ended())).isTrue();

        assertThat(renewal.helpsAfter(OLD)).isFalse();
    }

    @Test
    void newOnesThatWorked_areRenewedWhenTheyFailLater() {
        assertThat(renewal.helpsAfter(OLD)).isTrue();
        renewal.adopt(NEW, renewal.ended());
        renewal.succeeded(NEW);

        assertThat(renewal.helpsAfter(NEW)).isTrue();
    }

    @Test
    void sourceThatThrows_countsAsAsked() {
        whenInvalidated = () -> {
            throw new UnsupportedOperationException("there are no others");
        };

        assertThat(renewal.helpsAfter(OLD)).isTrue();

        assertThat(renewal.ended()).isEqualTo(1);
    }
}
