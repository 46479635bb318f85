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
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.ErrorRow;
import dev.imagecopy.core.spi.ServiceError;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The error table: the exception for each code, and what may be done about it. */
@SuppressWarnings("ImmutableEnumChecker") // constructors and unmodifiable lists never change
enum HuaweiImsErrorKind {
    /** Too many calls, rejected by the gateway. */
    THROTTLED(ThrottledException::new, Recovery.THROTTLED),
    /** Too many tasks (IMG.0060) or uses of a key (IMG.0187): rejected by admission control, so even a copy may be repeated. */
    BUSY(ThrottledException::new, Recovery.THROTTLED, "IMG.0060", "IMG.0187"),
    /** Five copies across regions are in progress; the next one can start when one of them has ended. */
    COPIES_UNDER_WAY(ThrottledException::new, Recovery.LATER, "IMG.0149"),
    /** The credentials were not accepted; new ones may help. */
    UNAUTHENTICATED(AuthenticationException::new, Recovery.REFRESH_CREDENTIALS, "IMG.0087"),
    /** The date of the signature is more than 15 minutes off. */
    CLOCK_SKEW(AuthenticationException::new, Recovery.CORRECT_CLOCK),
    /**
     * The credentials are known, but do not permit the call; or the account lacks real-name authentication (IMG.0238), balance
     * (IMG.0239), payment information (IMG.0241), or the right to the service (IMG.1075).
     */
    FORBIDDEN(
            PermissionDeniedException::new,
            Recovery.NONE,
            "IMG.0026",
            "IMG.0030",
            "IMG.0047",
            "IMG.0064",
            "IMG.0065",
            "IMG.0092",
            "IMG.0099",
            "IMG.0100",
            "IMG.0102",
            "IMG.0103",
            "IMG.0106",
            "IMG.0151",
            "IMG.0161",
            "IMG.0238",
            "IMG.0239",
            "IMG.0241",
            "IMG.1075"),
    /** The service answers 400 for images that it does not know. */
    NOT_FOUND(NotFoundException::new, Recovery.NONE, "IMG.0027", "IMG.0086", "IMG.0144"),
    /**
     * A conflict with something that exists: a name that is taken, or an image that is protected, being created or being
     * exported.
     */
    CONFLICT(
            ConflictException::new,
            Recovery.NONE,
            "IMG.0009",
            "IMG.0028",
            "IMG.0046",
            "IMG.0090",
            "IMG.0091",
            "IMG.0148",
            "IMG.0150"),
    /** The quota of private images, or the budget of the department (IMG.0242), is exhausted. */
    QUOTA(QuotaExceededException::new, Recovery.NONE, "IMG.0015", "IMG.0242"),
    /** An invalid request: every 400 that is not listed elsewhere. */
    INVALID(InvalidRequestException::new, Recovery.NONE),
    /** The gateway does not offer this API here, which says nothing about the image or job in the call. */
    NOT_OFFERED(InvalidRequestException::new, Recovery.NONE),
    /** The service failed internally; whether it executed the call is unknown. */
    SERVER(ServerErrorException::new, Recovery.TRANSIENT, "IMG.0014", "IMG.0018", "IMG.0023", "IMG.0061"),
    /** Rejected by the gateway before it reached the service. */
    UNAVAILABLE(ServerErrorException::new, Recovery.REJECTED),
    /** A response that is neither a success nor a documented error, such as a redirect. */
    OTHER(ApiException::new, Recovery.NONE);

    private static final Pattern GATEWAY = Pattern.compile("(?i)APIGW?\\.(\\d{4})");
    private static final Pattern EXPIRED_SIGNATURE =
            Pattern.compile("(?i)signature\\s+(has\\s+)?expired|server\\s*time");
    static final Map<String, HuaweiImsErrorKind> BY_CODE = ErrorRow.byCodeInAnyCase(values(), kind -> kind.row);

    private final ErrorRow<String> row;

    HuaweiImsErrorKind(
            BiFunction<ApiError, ErrorContext, ? extends ApiException> exception, Recovery recovery, String... codes) {
        this.row = new ErrorRow<>(exception, recovery, List.of(codes));
    }

    ServiceError toServiceError(ApiError error) {
        return row.toServiceError(error);
    }

    /** Returns whether a call failed with this kind of error. */
    boolean isBehind(Throwable thrown) {
        Throwable error = CallFlow.causeOf(thrown);
        return error instanceof ApiException e && of(e.code(), e.status(), e.serviceMessage()) == this;
    }

    static HuaweiImsErrorKind of(String code, int status, String message) {
        Matcher gateway = GATEWAY.matcher(code);
        if (gateway.matches()) {
            return gateway(gateway.group(1), status, message);
        }
        // The service has one code for a failed query and for a job that does not exist; the status 404 distinguishes
        // them.
        if (code.equalsIgnoreCase("IMG.0023") && status == 404) {
            return NOT_FOUND;
        }
        HuaweiImsErrorKind listed = BY_CODE.get(code);
        if (listed != null) {
            return listed;
        }
        // Missing permissions on enterprise projects are a 401, although other credentials would not help.
        boolean ofEnterpriseProjects = code.regionMatches(true, 0, "EPS.", 0, 4);
        return ofEnterpriseProjects && (status == 401 || status == 403) ? FORBIDDEN : byStatus(status);
    }

    /** The gateway uses the same number with several statuses, so the status decides, except for these. */
    private static HuaweiImsErrorKind gateway(String number, int status, String message) {
        return switch (number) {
            case "0308" -> THROTTLED;
            case "0103", "0613" -> UNAVAILABLE; // the backend was not found, or is not available
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
}
