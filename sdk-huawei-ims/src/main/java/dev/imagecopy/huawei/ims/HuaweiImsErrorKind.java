package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.retry.Recovery;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The families of refusals: which exception they are, what may be done, and which codes belong to them. */
enum HuaweiImsErrorKind {
    /** Too many calls, stopped by the gateway. */
    THROTTLED(Recovery.THROTTLED, ""),
    /** Too many tasks (IMG.0060) or uses of a key (IMG.0187): refused by admission control, so even a copy may be repeated. */
    BUSY(Recovery.THROTTLED, "0060 0187"),
    /** Five copies across regions are under way: the next one may start when one of them has ended. */
    COPIES_UNDER_WAY(Recovery.NONE, "0149"),
    /** Not accepted as ours; new credentials may help. */
    UNAUTHENTICATED(Recovery.REFRESH_CREDENTIALS, "0087"),
    /** Signed with a date more than 15 minutes off. */
    CLOCK_SKEW(Recovery.CORRECT_CLOCK, ""),
    /** Known, but not allowed. */
    FORBIDDEN(Recovery.NONE, "0026 0030 0047 0064 0065 0092 0099 0100 0102 0103 0106 0151 0161"),
    /** The service answers 400 for images that it does not know. */
    NOT_FOUND(Recovery.NONE, "0027 0086 0144"),
    /** In conflict with what exists: a name that is taken, an image that is protected, being made or exported. */
    CONFLICT(Recovery.NONE, "0009 0028 0046 0090 0091 0148 0150"),
    /** The quota of private images is used up. */
    QUOTA(Recovery.NONE, "0015"),
    /** Wrong in itself; everything that the service answers with 400 and that is not named elsewhere. */
    INVALID(Recovery.NONE, ""),
    /** The gateway has no such API here, which says nothing about what the call was about. */
    NOT_OFFERED(Recovery.NONE, ""),
    /** Failed inside the service: whether it acted on the call is not known. */
    SERVER(Recovery.TRANSIENT, "0014 0018 0023 0061"),
    /** Turned away by the gateway before the service saw it. */
    UNAVAILABLE(Recovery.REJECTED, ""),
    /** An answer that is neither success nor a documented error, such as a redirect. */
    OTHER(Recovery.NONE, "");

    private static final Pattern GATEWAY = Pattern.compile("(?i)APIGW?\\.(\\d{4})");
    private static final Pattern IMS = Pattern.compile("(?i)IMG\\.(\\d{4})");
    private static final Pattern EXPIRED_SIGNATURE =
            Pattern.compile("(?i)signature\\s+(has\\s+)?expired|server\\s*time");
    private static final Pattern CODE = Pattern.compile("\\d{4}");
    private static final Map<String, HuaweiImsErrorKind> BY_IMS_CODE = byImsCode();

    private final Recovery recovery;
    private final String imsCodes;

    HuaweiImsErrorKind(Recovery recovery, String imsCodes) {
        this.recovery = recovery;
        this.imsCodes = imsCodes;
    }

    Recovery recovery() {
        return recovery;
    }

    BiFunction<ApiError, ErrorContext, ? extends ApiException> exception() {
        return switch (this) {
            case THROTTLED, BUSY, COPIES_UNDER_WAY -> ThrottledException::new;
            case UNAUTHENTICATED, CLOCK_SKEW -> AuthenticationException::new;
            case FORBIDDEN -> PermissionDeniedException::new;
            case NOT_FOUND -> NotFoundException::new;
            case CONFLICT -> ConflictException::new;
            case QUOTA -> QuotaExceededException::new;
            case INVALID, NOT_OFFERED -> InvalidRequestException::new;
            case SERVER, UNAVAILABLE -> ServerErrorException::new;
            case OTHER -> ApiException::new;
        };
    }

    /** Whether a failed call was refused for this. */
    boolean isBehind(Throwable thrown) {
        Throwable error =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return error instanceof ApiException e && of(e.code(), e.status(), e.serviceMessage()) == this;
    }

    static HuaweiImsErrorKind of(String code, int status, String message) {
        Matcher gateway = GATEWAY.matcher(code);
        if (gateway.matches()) {
            return gateway(gateway.group(1), status, message);
        }
        Matcher ims = IMS.matcher(code);
        if (ims.matches()) {
            // The service has one code for a query that failed and for a job that does not exist; 404 tells.
            boolean unknownJob = status == 404 && ims.group(1).equals("0023");
            return unknownJob ? NOT_FOUND : BY_IMS_CODE.getOrDefault(ims.group(1), byStatus(status));
        }
        // Rights on enterprise projects are refused with 401, though other credentials would not help.
        return code.startsWith("EPS.") && (status == 401 || status == 403) ? FORBIDDEN : byStatus(status);
    }

    /** The gateway uses one number with several statuses, so the status decides but for these. */
    private static HuaweiImsErrorKind gateway(String number, int status, String message) {
        return switch (number) {
            case "0308" -> THROTTLED;
            case "0613" -> UNAVAILABLE;
            case "0101" -> NOT_OFFERED;
            case "0301" -> EXPIRED_SIGNATURE.matcher(message).find() ? CLOCK_SKEW : UNAUTHENTICATED;
            default -> byStatus(status);
        };
    }

    private static HuaweiImsErrorKind byStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 408 -> SERVER;
            case 409 -> CONFLICT;
            case 429 -> THROTTLED;
            default -> status >= 500 ? SERVER : status >= 400 ? INVALID : OTHER;
        };
    }

    private static Map<String, HuaweiImsErrorKind> byImsCode() {
        Map<String, HuaweiImsErrorKind> kinds = new HashMap<>();
        for (HuaweiImsErrorKind kind : values()) {
            CODE.matcher(kind.imsCodes).results().forEach(code -> kinds.put(code.group(), kind));
        }
        return Map.copyOf(kinds);
    }
}
