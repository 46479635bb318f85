package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.OperationException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.OperationFailure;
import java.util.Optional;

/**
 * Why a job did not succeed. A plain value that can be compared, stored and written as JSON; the exception itself, with its
 * stack trace, goes to {@link BulkCopy.Builder#onFailure}.
 *
 * @param type the kind of error: the simple name of the exception in {@code dev.imagecopy.core.error}, for example
 *     {@code QuotaExceededException}; otherwise that of the exception's own class, or the code if there was no exception
 * @param code the service's code; if it gave none, the type
 * @param message one line without secrets
 * @param requestId the id to quote to the vendor's support, if known
 * @param retryable whether the same job may succeed later without any change
 */
public record CopyFailure(String type, String code, String message, Optional<String> requestId, boolean retryable) {
    private static final String ERRORS = SdkException.class.getPackageName();

    /** Rejects null. */
    public CopyFailure {
        requireNonNull(type, "type");
        requireNonNull(code, "code");
        requireNonNull(message, "message");
        requireNonNull(requestId, "requestId");
    }

    /**
     * Creates an instance for what is known without an exception.
     *
     * @param code the kind of error
     * @param message one line without secrets
     * @param requestId the id to quote to the vendor's support, if known
     */
    public CopyFailure(String code, String message, Optional<String> requestId) {
        this(code, code, message, requestId, false);
    }

    /**
     * Describes an exception.
     *
     * @param error the exception of a client, or any other
     */
    public static CopyFailure of(Throwable error) {
        String type = type(requireNonNull(error, "error").getClass());
        String message = String.valueOf(error.getMessage());
        boolean retryable = error instanceof SdkException known && known.retryable();
        if (error instanceof ApiException answered) {
            String code = answered.code().isEmpty() ? type : answered.code();
            return new CopyFailure(type, code, message, answered.requestId(), retryable);
        }
        Optional<OperationFailure> reason =
                error instanceof OperationException ended ? ended.snapshot().failure() : Optional.empty();
        return new CopyFailure(
                type,
                reason.map(OperationFailure::code).orElse(type),
                message,
                reason.flatMap(OperationFailure::requestId),
                retryable);
    }

    /**
     * Describes the failure of a copy as it is stored, with the same type and code as its exception.
     *
     * @param failure why the copy failed
     */
    public static CopyFailure of(OperationFailure failure) {
        return new CopyFailure(
                OperationFailedException.class.getSimpleName(),
                requireNonNull(failure, "failure").code(),
                failure.message(),
                failure.requestId(),
                false);
    }

    private static String type(Class<?> error) {
        for (Class<?> type = error; type != null; type = type.getSuperclass()) {
            if (type.getPackageName().equals(ERRORS)) {
                return type.getSimpleName();
            }
        }
        return error.getSimpleName();
    }
}
