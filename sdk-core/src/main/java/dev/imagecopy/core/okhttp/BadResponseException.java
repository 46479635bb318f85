package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import java.io.IOException;
import java.util.Optional;

/** A complete response that violates a limit or a rule. */
final class BadResponseException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    BadResponseException(String reason, boolean retryable) {
        super(reason);
        this.retryable = retryable;
    }

    ResponseFormatException toException(int status) {
        return new ResponseFormatException(
                String.valueOf(getMessage()), status, Optional.empty(), ErrorContext.none(retryable), null);
    }
}
