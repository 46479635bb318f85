package dev.imagecopy.core.credentials;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.spi.CallFlow;
import java.util.concurrent.CompletableFuture;

/**
 * Turns the failures of a source into {@link CredentialsException}. To the caller of a client, the error of another service
 * means missing credentials, and so does an unusable setting; a chain then tries its next source, unless the failure is temporary.
 *
 * @param service the service's name in messages, in place of its address, if that comes from a setting; empty if the provider
 *     knows the address itself
 */
record ExplainedProvider<C extends Credentials>(CredentialsProvider<C> source, String service)
        implements CredentialsProvider<C> {

    @Override
    public C resolve() {
        try {
            return source.resolve();
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    @Override
    public CompletableFuture<C> resolveAsync() {
        return CallFlow.recover(
                source.resolveAsync(),
                RuntimeException.class,
                thrown -> CompletableFuture.failedFuture(explained(thrown)));
    }

    @Override
    public void invalidate(C refused) {
        source.invalidate(refused);
    }

    private RuntimeException explained(RuntimeException thrown) {
        if (thrown instanceof IllegalArgumentException) {
            String flaw = String.valueOf(thrown.getMessage());
            return new CredentialsException(
                    service.isEmpty() ? flaw : service + " cannot be used: " + flaw, ErrorContext.none(false), thrown);
        }
        String reason = reason(thrown);
        if (reason.isEmpty()) {
            return thrown;
        }
        SdkException failed = (SdkException) thrown;
        ErrorContext context = ErrorContext.none(failed.retryable());
        CredentialsException explained = service.isEmpty()
                ? new CredentialsException(String.valueOf(failed.getMessage()), context, failed)
                : new CredentialsException(
                        service + " " + reason, context, null); // no cause, since its message contains the address
        return explained.dueTo(failed);
    }

    /**
     * Why a call failed, without its target; empty if it does not mean missing credentials, for example when the client was
     * closed.
     */
    private static String reason(RuntimeException thrown) {
        if (thrown instanceof ApiException e) {
            return ("answered " + e.status() + " " + e.code()).strip();
        }
        if (thrown instanceof ResponseFormatException e) {
            return "sent a response that cannot be used: " + e.reason();
        }
        if (thrown instanceof TransportException e) {
            return "cannot be reached: " + e.reason();
        }
        return thrown instanceof DeadlineExceededException ? "did not answer in time" : "";
    }
}
