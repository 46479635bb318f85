package dev.imagecopy.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.core.spi.ServiceError;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A provider whose copy is one long call, sent in the background, with request ids of the client's choice. */
class BackgroundCopyTest {
    private static final String ID_HEADER = "X-Sent-Id";
    private static final ApiCall<String, String> COPY = ApiCall.<String>of(
                    "copyImage", "POST", "/copy", Repeatability.ONCE)
            .timeout(request -> Duration.ofMinutes(10))
            .returning(response -> response.headers().first(ID_HEADER).orElse("none"));

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time);
    private final ClientRuntime client =
            new TestBuilder().timeSource(time).transport(transport).build();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void background_whenOptionsLimitTheCall_keepsTheTimeoutOfTheCallItself() {
        transport.hang();

        client.start(new CopyType(), "r", options());

        assertThat(transport.sent()).singleElement().satisfies(sent -> assertThat(sent.timeout())
                .isEqualTo(Duration.ofMinutes(10)));
    }

    @Test
    void answer_whenTheServiceSendsNoId_carriesTheSentOne() {
        transport.answer(200, "");

        assertThat(client.execute(COPY, "r", CallOptions.defaults())).isEqualTo("id-1");
    }

    @Test
    void refusal_whenTheServiceSendsNoId_namesTheSentOne() {
        transport.answer(400, "");

        InvalidRequestException error = catchThrowableOfType(
                InvalidRequestException.class, () -> client.execute(COPY, "r", CallOptions.defaults()));

        assertThat(error).hasMessageContaining("request-id id-1");
        assertThat(error.requestId()).contains("id-1");
    }

    @Test
    void lostReply_namesTheSentId() {
        transport.fail(new TransportException("reset", SendPhase.MAYBE_SENT, ErrorContext.none(true), null));

        assertThat(catchThrowableOfType(
                        AmbiguousOutcomeException.class, () -> client.execute(COPY, "r", CallOptions.defaults())))
                .hasMessageContaining("request-id id-1");
    }

    @Test
    void poll_whenTheProviderCannotTell_addsTheTokenToItsException() {
        transport.hang();
        Operation<String> copy = client.start(new CopyType(), "r", CallOptions.defaults());

        AmbiguousOutcomeException error = catchThrowableOfType(AmbiguousOutcomeException.class, copy::poll);

        assertThat(error.resumeToken()).contains(copy.resumeToken());
        assertThat(error).hasMessageContaining("nobody knows");
    }

    private static CallOptions options() {
        return CallOptions.builder()
                .callTimeout(Duration.ofSeconds(3))
                .attemptTimeout(Duration.ofSeconds(2))
                .build();
    }

    private record NoCredentials() implements Credentials {
        @Override
        public List<Secret> secrets() {
            return List.of();
        }
    }

    private static final class Errors implements ErrorDecoder {
        @Override
        public String sentIdHeader() {
            return ID_HEADER;
        }

        @Override
        public ServiceError decode(HttpResponse response, JsonNode body) {
            String id = response.headers().first(ID_HEADER).orElse(null);
            return new ServiceError(
                    new ApiError(response.status(), "", "", id, null, null, Map.of()),
                    Recovery.NONE,
                    InvalidRequestException::new);
        }
    }

    private static final class TestBuilder extends ClientBuilder<TestBuilder> {
        private final AtomicInteger ids = new AtomicInteger();

        @Override
        protected TestBuilder self() {
            return this;
        }

        ClientRuntime build() {
            return setup().startRuntime(ProviderProfile.<NoCredentials>builder("TestClient", "test")
                    .endpoints(route -> URI.create("https://service.test"))
                    .credentials(CredentialsProvider.of(new NoCredentials()))
                    .signer((request, credentials, now) -> request)
                    .attemptHeaders(headers -> headers.set(ID_HEADER, "id-" + ids.incrementAndGet()))
                    .errors(new Errors())
                    .build());
        }
    }

    private static final class CopyType implements OperationType<String, String> {
        @Override
        public String kind() {
            return "copy";
        }

        @Override
        public ApiCall<String, ?> submitCall() {
            return COPY;
        }

        @Override
        public OperationIntent intent(String request) {
            return new OperationIntent("", "", "", Map.of());
        }

        @Override
        public CompletableFuture<AcceptedOperation<String>> submit(
                CallFlow flow, String request, OperationHandle intent) {
            CompletableFuture<String> answer = flow.background(COPY, request);
            return CompletableFuture.completedFuture(new AcceptedOperation<>(
                    intent.withOperationId("1"), new Copy(answer), PollResult.pending(OperationState.RUNNING, "OPEN")));
        }

        @Override
        public RemoteOperation<String> attach(OperationHandle handle) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void requireOwn(OperationHandle handle) {}
    }

    private record Copy(CompletableFuture<String> answer) implements RemoteOperation<String> {
        @Override
        public CompletableFuture<PollResult<String>> poll(CallFlow flow) {
            return CompletableFuture.failedFuture(
                    new AmbiguousOutcomeException("nobody knows", ErrorContext.none(false), Optional.empty(), null));
        }

        @Override
        public CompletableFuture<CancelResult> cancel(CallFlow flow) {
            return CompletableFuture.completedFuture(new CancelResult.NotSupported("test"));
        }
    }
}
