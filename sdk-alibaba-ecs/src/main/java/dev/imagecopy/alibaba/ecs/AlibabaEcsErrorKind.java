package dev.imagecopy.alibaba.ecs;

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
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The table of error codes: which exception, and what may be done. Spelling mistakes in the codes are the vendor's and are
 * listed as they are.
 */
enum AlibabaEcsErrorKind {
    THROTTLED(Recovery.THROTTLED),
    /** The service counts calls in minutes of the wall clock. */
    THROTTLED_WITHOUT_HINT(Recovery.THROTTLED_UNTIL_NEXT_MINUTE),
    SERVER_FAULT(Recovery.TRANSIENT),
    /** Collides with a call under way, which the service asks to repeat. */
    COLLISION(Recovery.REJECTED),
    KEY_REUSED(Recovery.NONE),
    SIGNATURE(Recovery.NONE),
    NONCE_USED(Recovery.SIGN_AGAIN),
    CLOCK(Recovery.CORRECT_CLOCK),
    STALE_CREDENTIALS(Recovery.REFRESH_CREDENTIALS),
    BAD_CREDENTIALS(Recovery.NONE),
    FORBIDDEN(Recovery.NONE),
    QUOTA(Recovery.NONE),
    NOT_FOUND(Recovery.NONE),
    /** Collides with what exists or is under way; passes, if at all, after minutes. */
    STATE(Recovery.NONE),
    INVALID(Recovery.NONE),
    /** An answer without a code that does not come from the API itself, or a code that nobody has documented. */
    OTHER(Recovery.NONE);

    private static final Map<String, AlibabaEcsErrorKind> BY_CODE = table();

    private final Recovery recovery;

    AlibabaEcsErrorKind(Recovery recovery) {
        this.recovery = recovery;
    }

    private static Map<String, AlibabaEcsErrorKind> table() {
        Map<String, AlibabaEcsErrorKind> table = new HashMap<>();
        list(
                table,
                SERVER_FAULT,
                "ServiceUnavailable",
                "InternalError",
                "InternalError.ServiceUnavailable",
                "UnknownError");
        list(table, COLLISION, "InvalidOperation.Conflict");
        list(table, KEY_REUSED, "IdempotentParameterMismatch");
        list(table, SIGNATURE, "SignatureDoesNotMatch", "IncompleteSignature");
        list(table, NONCE_USED, "SignatureNonceUsed");
        list(table, CLOCK, "InvalidTimeStamp.Expired", "IllegalTimestamp");
        list(
                table,
                STALE_CREDENTIALS,
                "InvalidSecurityToken.Expired",
                "InvalidAccessKeyId.NotFound",
                "InvalidAccessKeyId.Inactive",
                "InvalidAccessKeyId",
                "MissingSecurityToken");
        list(
                table,
                BAD_CREDENTIALS,
                "InvalidSecurityToken.Malformed",
                "InvalidSecurityToken.MismatchWithAccessKey",
                "InvalidTimeStamp.Format",
                "InvalidAliUid.IsNull");
        list(
                table,
                FORBIDDEN,
                "Forbidden",
                "Forbidden.RAM",
                "Forbbiden",
                "NoPermission",
                "OperationDenied.NotAuthorized",
                "UserNotInTheWhiteList",
                "InvalidParameter.KMSKeyId.KMSUnauthorized",
                "InvalidParameter.KMSKeyId.CMKUnauthorized",
                "OperationDenied.KmsServiceUnauthorized",
                "Account.Arrearage",
                "InsufficientBalance",
                "InvalidAccountStatus.NotEnoughBalance");
        list(table, QUOTA, "QuotaExceed.Image", "QuotaExceed.Snapshot");
        list(
                table,
                NOT_FOUND,
                "InvalidImageId.NotFound",
                "InvalidSnapshotId.NotFound",
                "InvalidParameter.KMSKeyId.NotFound",
                "InvalidResourceGroup.NotFound");
        list(
                table,
                STATE,
                "InvalidImageName.Duplicated",
                "IncorrectImageStatus",
                "OperationDenied.ImageCopyConflict",
                "OperationDenied.ImageCopying",
                "CancelNotSupported",
                "ImageCreatedNotFromCopy",
                "ImageUsingByInstance",
                "ImageUseShared",
                "ImageIsImporting",
                "ImageIsExporting",
                "ImageIsPublic",
                "ImageIsCreating");
        list(
                table,
                INVALID,
                "MissingParameter",
                "InvalidParameter",
                "InvalidParamter",
                "InvalidParamater",
                "InvalidDescription.Malformed",
                "InvalidImageName.Malformed",
                "SourceRegion.NotFound",
                "DestinationRegion.NotFound",
                "InvalidRegionId.NotFound",
                "InvalidParameter.EncryptedIllegal",
                "InvalidEncrypted.NotMatchKmsKeyId",
                "InvalidEncrypted.NotMatchEncryptAlgorithm",
                "InvalidEncrypted.NotMatchDiskDefaultEncryption",
                "InvalidEncryptAlgorithm",
                "InvalidParameter.KmsNotEnabled",
                "InvalidParameter.KMSKeyId.CMKNotEnabled",
                "InvalidParameter.DataEncryptedKeyCreateFailed",
                "IncorrectDestinationRegion",
                "RegionNotSupportCopy",
                "InvalidSnapshot.TooOld",
                "OperationDenied",
                "OperationDenied.CommunityImage",
                "OperationDeined.EncryptedSnapshot",
                "OperationDenied.EncryptSnapshotAcrossRegion",
                "OperationDenied.SameRegionOnly",
                "OperationDenied.NotPublished",
                "OperationDenied.NonCompliantDestinationRegion",
                "InvalidRegion.NotSupport",
                "InvalidRegionId.NotSupportEncryptAlgorithm",
                "SizeExceed.Image",
                "InvalidOperation.VhdImageUnsupported",
                "InvalidOperation.CloudBoxImageCopyUnsupported");
        return Map.copyOf(table);
    }

    private static void list(Map<String, AlibabaEcsErrorKind> table, AlibabaEcsErrorKind kind, String... codes) {
        for (String code : codes) {
            table.put(code, kind);
        }
    }

    Recovery recovery() {
        return recovery;
    }

    BiFunction<ApiError, ErrorContext, ? extends ApiException> exception() {
        return switch (this) {
            case THROTTLED, THROTTLED_WITHOUT_HINT -> ThrottledException::new;
            case SERVER_FAULT -> ServerErrorException::new;
            case COLLISION, STATE -> ConflictException::new;
            case KEY_REUSED -> AlibabaIdempotencyMismatchException::new;
            case SIGNATURE, NONCE_USED, CLOCK, STALE_CREDENTIALS, BAD_CREDENTIALS -> AuthenticationException::new;
            case FORBIDDEN -> PermissionDeniedException::new;
            case QUOTA -> QuotaExceededException::new;
            case NOT_FOUND -> NotFoundException::new;
            case INVALID -> InvalidRequestException::new;
            case OTHER -> ApiException::new;
        };
    }

    /** Whether a hint when to come back makes it a throttling answer: the code alone does not say what is wrong. */
    boolean isOpen() {
        return this == OTHER || this == SERVER_FAULT;
    }

    static AlibabaEcsErrorKind of(String code, int status) {
        AlibabaEcsErrorKind listed = BY_CODE.get(code);
        if (listed != null) {
            return listed;
        }
        return code.isEmpty() ? byStatus(status) : byFamily(code, status);
    }

    /** The vendor adds codes several times a year, mostly as members of these families. */
    private static AlibabaEcsErrorKind byFamily(String code, int status) {
        String lower = code.toLowerCase(Locale.ROOT);
        if (lower.contains("throttling")) {
            return THROTTLED;
        }
        if (lower.startsWith("quotaexceed")) {
            return QUOTA;
        }
        if (lower.startsWith("forbidden") || lower.startsWith("forbbiden") || lower.startsWith("nopermission")) {
            return FORBIDDEN;
        }
        if (lower.startsWith("invalidsecuritytoken") || lower.startsWith("invalidaccesskeyid")) {
            return BAD_CREDENTIALS;
        }
        if (lower.startsWith("operationdenied")
                || lower.startsWith("operationdeined")
                || lower.startsWith("invalidparam")
                || lower.startsWith("missingparam")
                || (lower.startsWith("invalid") && lower.endsWith(".malformed"))) {
            return INVALID;
        }
        return status >= 500 || status == 429 || status == 408 || status == 401 ? byStatus(status) : OTHER;
    }

    private static AlibabaEcsErrorKind byStatus(int status) {
        if (status >= 500 || status == 408) {
            return SERVER_FAULT;
        }
        return switch (status) {
            case 429 -> THROTTLED;
            case 401 -> STALE_CREDENTIALS;
            case 403 -> FORBIDDEN;
            default -> OTHER;
        };
    }
}
