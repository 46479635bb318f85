package dev.imagecopy.core.error;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The call that failed, for the message of an exception. Contains no secret: no query, no header value, no body.
 *
 * @param call client and method, for example {@code AlibabaEcsClient.copyImage}
 * @param request method, host and path, for example {@code POST ecs.cn-hangzhou.aliyuncs.com/}; empty if nothing was about to
 *     be sent
 * @param attempts the attempts so far
 * @param retryable whether the same call may succeed later without any change
 * @param note a further fact about why the call ended here, for example that the service asks to wait longer than the
 *     deadline allows; often empty
 * @param sentId the id that the client gave the last attempt, under which the service may know it; often empty
 */
public record ErrorContext(
        String call, String request, Attempts attempts, boolean retryable, String note, String sentId) {

    /**
     * The attempts of a call.
     *
     * @param number the number of the attempt that failed, from 1; 0 if there was none
     * @param allowed the number of attempts that the retry policy allows, plus the repairs so far
     * @param repairs how many of the attempts did not count toward the policy: those with fresh credentials, a corrected clock
     *     or a new nonce
     */
    public record Attempts(int number, int allowed, int repairs) {
        static final Attempts NONE = new Attempts(0, 0, 0);
    }

    /**
     * Creates a context without repairs and without an id from the client.
     *
     * @param call client and method
     * @param request method, host and path
     * @param attempt the number of the attempt that failed
     * @param maxAttempts how many attempts the retry policy allows
     * @param retryable whether the same call may succeed later without any change
     * @param note a further fact
     */
    public ErrorContext(String call, String request, int attempt, int maxAttempts, boolean retryable, String note) {
        this(call, request, new Attempts(attempt, maxAttempts, 0), retryable, note, "");
    }

    /**
     * Returns the context of a call without attempts, or one whose attempts do not matter.
     *
     * @param call client and method
     * @param retryable whether trying again may help
     * @return a context without attempts
     */
    public static ErrorContext of(String call, boolean retryable) {
        return new ErrorContext(call, "", Attempts.NONE, retryable, "", "");
    }

    /**
     * Returns the context of an error that does not belong to a call, or not yet.
     *
     * @param retryable whether a retry may help
     * @return a context without a call
     */
    public static ErrorContext none(boolean retryable) {
        return of("", retryable);
    }

    /** One line, in the format that all messages share. */
    String message(String summary, Optional<String> requestId) {
        List<String> facts = new ArrayList<>(4);
        String id = requestId.orElse(sentId);
        if (!id.isEmpty()) {
            facts.add("request-id " + id);
        }
        if (!request.isEmpty()) {
            facts.add(request);
        }
        if (attempts.number() > 0) {
            facts.add("attempt " + attempts.number() + " of " + attempts.allowed());
        }
        int repairs = attempts.repairs();
        if (repairs > 0) {
            facts.add(repairs + (repairs == 1 ? " repair" : " repairs") + " included");
        }
        if (!call.isEmpty()) {
            facts.add(retryable ? "retryable" : "not retryable");
        }
        if (!note.isEmpty()) {
            facts.add(note);
        }
        String text = call.isEmpty() ? summary : call + " failed: " + summary;
        return facts.isEmpty() ? text : text + " [" + String.join(", ", facts) + "]";
    }
}
