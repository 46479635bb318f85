package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import java.net.SocketException;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine makes of an attempt that threw. */
class AttemptFailureTest {
    private static final ErrorContext CONTEXT = ErrorContext.none(true);

    private static AttemptFailure failed(RuntimeException thrown, boolean closed) {
        return Objects.requireNonNull(AttemptFailure.of(thrown, true, closed, text -> text));
    }

    private static SdkException shown(RuntimeException thrown, boolean closed) {
        return failed(thrown, closed).exception().apply(CONTEXT);
    }

    /** Nothing shows that the service sent a damaged body, so its status does not count. */
    @ParameterizedTest
    @ValueSource(ints = {200, 299, 300, 404, 499, 500, 503})
    void of_whenABodyCannotBeRead_theCallMayHaveBeenExecuted(int status) {
        ResponseFormatException unreadable =
                new ResponseFormatException("no JSON", status, Optional.of("req-1"), CONTEXT, null);

        AttemptFailure failure = failed(unreadable, false);

        assertThat(failure.maybeExecuted()).isTrue();
        assertThat(failure.exception().apply(CONTEXT))
                .isInstanceOf(ResponseFormatException.class)
                .hasCause(unreadable);
    }

    @Test
    void of_whenTheTransportFails_isAClosedClientOnlyIfTheClientIsClosed() {
        TransportException reset =
                new TransportException("reset", SendPhase.MAYBE_SENT, CONTEXT, new SocketException("reset"));

        assertThat(shown(reset, false)).isInstanceOf(TransportException.class);
        assertThat(shown(reset, true)).isInstanceOf(ClientClosedException.class);
    }

    @Test
    void of_whenTheTransportFails_showsItsCauseOrElseItself() {
        SocketException cause = new SocketException("reset");
        TransportException bare = new TransportException("reset", SendPhase.NOT_SENT, CONTEXT, null);

        assertThat(shown(new TransportException("reset", SendPhase.NOT_SENT, CONTEXT, cause), false))
                .cause()
                .isSameAs(cause);
        assertThat(shown(bare, false)).cause().isSameAs(bare);
    }

    @Test
    void of_whenCredentialsAreMissing_needsNoTraceOfTheSearch_butOfAFailure() {
        CredentialsException failed = new CredentialsException("the file is damaged", CONTEXT, null);

        assertThat(shown(CredentialsException.absent("no source has any", false), false))
                .hasNoCause();
        assertThat(shown(failed, false)).hasCause(failed);
    }

    @Test
    void of_whenItIsABug_isNothingToDecideAbout() {
        assertThat(AttemptFailure.of(new IllegalStateException("bug"), true, false, text -> text))
                .isNull();
    }
}
