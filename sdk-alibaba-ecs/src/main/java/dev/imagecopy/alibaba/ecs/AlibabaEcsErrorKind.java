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
import dev.imagecopy.core.spi.ErrorRow;
import dev.imagecopy.core.spi.ServiceError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The error table: the exception for each code, and what may be done about it. Misspelled codes are the vendor's. */
@SuppressWarnings("ImmutableEnumChecker") // constructors and unmodifiable lists never change
enum AlibabaEcsErrorKind {
    THROTTLED(ThrottledException::new, Recovery.THROTTLED),
    SERVER_FAULT(
            ServerErrorException::new,
            Recovery.TRANSIENT,
            "ServiceUnavailable",
            "InternalError",
            "InternalError.ServiceUnavailable",
            "UnknownError"),
    /** Conflicts with a call in progress; the service asks to repeat the call. */
    COLLISION(ConflictException::new, Recovery.CONFLICT, "InvalidOperation.Conflict"),
    /** Still processing an earlier request with the same ClientToken, or too busy to say what became of it. */
    AT_WORK(
            ConflictException::new,
            Recovery.AT_WORK,
            "LastTokenProcessing",
            "IdempotentProcessing",
            "OperationConflict",
            "SystemBusy"),
    KEY_REUSED(AlibabaIdempotencyMismatchException::new, Recovery.NONE, "IdempotentParameterMismatch"),
    SIGNATURE(
            AuthenticationException::new,
            Recovery.NONE,
            "SignatureDoesNotMatch",
            "IncompleteSignature",
            "InvalidAccessKeySecret"),
    NONCE_USED(AuthenticationException::new, Recovery.SIGN_AGAIN, "SignatureNonceUsed"),
    CLOCK(AuthenticationException::new, Recovery.CORRECT_CLOCK, "InvalidTimeStamp.Expired", "IllegalTimestamp"),
    STALE_CREDENTIALS(
            AuthenticationException::new,
            Recovery.REFRESH_CREDENTIALS,
            "InvalidSecurityToken.Expired",
            "InvalidAccessKeyId.NotFound",
            "InvalidAccessKeyId.Inactive",
            "InvalidAccessKeyId",
            "Forbidden.AccessKeyDisabled",
            "Forbidden.AccessKey",
            "NoEnabledAccessKey",
            "MissingSecurityToken"),
    BAD_CREDENTIALS(
            AuthenticationException::new,
            Recovery.NONE,
            "InvalidSecurityToken.Malformed",
            "InvalidSecurityToken.MismatchWithAccessKey",
            "InvalidTimeStamp.Format",
            "InvalidAliUid.IsNull"),
    FORBIDDEN(
            PermissionDeniedException::new,
            Recovery.NONE,
            "Forbidden",
            "Forbidden.RAM",
            "Forbbiden",
            "NoPermission",
            "OperationDenied.NotAuthorized",
            "UserNotInTheWhiteList",
            "CurrentAccount.NotSupportPublicImage",
            "InvalidParameter.KMSKeyId.KMSUnauthorized",
            "InvalidParameter.KMSKeyId.CMKUnauthorized",
            "OperationDenied.KmsServiceUnauthorized",
            "Account.Arrearage",
            "InsufficientBalance",
            "InvalidAccountStatus.NotEnoughBalance"),
    QUOTA(QuotaExceededException::new, Recovery.NONE, "QuotaExceed.Image", "QuotaExceed.Snapshot"),
    NOT_FOUND(
            NotFoundException::new,
            Recovery.NONE,
            "InvalidImageId.NotFound",
            "InvalidSnapshotId.NotFound",
            "InvalidParameter.KMSKeyId.NotFound",
            "InvalidResourceGroup.NotFound"),
    /** The image is being copied; passes when that copy has ended. */
    COPIES_UNDER_WAY(
            ConflictException::new,
            Recovery.LATER,
            "OperationDenied.ImageCopyConflict",
            "OperationDenied.ImageCopying"),
    /** Conflicts with something that exists or is in progress; passes after minutes, if at all. */
    STATE(
            ConflictException::new,
            Recovery.NONE,
            "InvalidImageName.Duplicated",
            "IncorrectImageStatus",
            "CancelNotSupported",
            "ImageCreatedNotFromCopy",
            "ImageUsingByInstance",
            "ImageUseShared",
            "ImageIsImporting",
            "ImageIsExporting",
            "ImageIsPublic",
            "ImageIsCreating"),
    INVALID(
            InvalidRequestException::new,
            Recovery.NONE,
            "MissingParameter",
            "InvalidParameter",
            "InvalidParamter",
            "InvalidParamater",
            "InvalidDescription.Malformed",
            "InvalidImageName.Malformed",
            "SourceRegion.NotFound",
            "DestinationRegion.NotFound",
            "InvalidRegionId.NotFound",
            "InvalidImageOwnerAlias.ValueNotSupported",
            "InvalidImageOwnerAlias.PublicImageUnsupported",
            "InvalidOperation.ImageOwnerIdUnsupported",
            "InvalidInstanceType.ValueNotSupported",
            "InvalidFilterKey.NotFound",
            "InvalidFilterValue",
            "InvalidFilterValue.NetworkType",
            "InvalidUsage",
            "InvalidOSType",
            "InvalidArchitecture",
            "InvalidTag.Mismatch",
            "InvalidTagCount",
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
            "InvalidOperation.CloudBoxImageCopyUnsupported"),
    /** A response without a code, which does not come from the API itself, or an undocumented code. */
    OTHER(ApiException::new, Recovery.NONE);

    private static final String NOT_EXIST = ".notexist";

    /** What codes say of a key or token in whose place a source may have another one by now. */
    private static final List<String> NEWER_HELPS = List.of("disabled", "inactive", "expired", "notfound", "notexist");

    static final Map<String, AlibabaEcsErrorKind> BY_CODE = ErrorRow.byCodeInAnyCase(values(), kind -> kind.row);

    private final ErrorRow<String> row;

    AlibabaEcsErrorKind(
            BiFunction<ApiError, ErrorContext, ? extends ApiException> exception, Recovery recovery, String... codes) {
        this.row = new ErrorRow<>(exception, recovery, List.of(codes));
    }

    ServiceError toServiceError(ApiError error) {
        return row.toServiceError(error);
    }

    static AlibabaEcsErrorKind of(String code, int status) {
        AlibabaEcsErrorKind listed = listed(code);
        if (listed != null) {
            return listed;
        }
        return code.isEmpty() ? byStatus(status) : byFamily(code, status);
    }

    /** The vendor's services say both {@code .NotFound} and {@code .NotExist}. */
    private static @Nullable AlibabaEcsErrorKind listed(String code) {
        AlibabaEcsErrorKind listed = BY_CODE.get(code);
        return listed != null || !code.toLowerCase(Locale.ROOT).endsWith(NOT_EXIST)
                ? listed
                : BY_CODE.get(code.substring(0, code.length() - NOT_EXIST.length()) + ".NotFound");
    }

    /** A code with a suffix means what the code means that it extends: the longest one in the table. */
    private static @Nullable AlibabaEcsErrorKind ofBase(String code) {
        int dot = code.lastIndexOf('.');
        if (dot <= 0) {
            return null;
        }
        String base = code.substring(0, dot);
        AlibabaEcsErrorKind listed = listed(base);
        return listed == null ? ofBase(base) : listed;
    }

    /** The vendor adds codes several times a year, usually in these families. */
    private static AlibabaEcsErrorKind byFamily(String code, int status) {
        String lower = code.toLowerCase(Locale.ROOT);
        if (lower.contains("throttling")) {
            return THROTTLED;
        }
        if (lower.endsWith(".lasttokenprocessing")
                || lower.endsWith(
                        ".idempotentprocessing")) { // sibling services say OperationFailed.LastTokenProcessing
            return AT_WORK;
        }
        if (lower.startsWith("quotaexceed")) {
            return QUOTA;
        }
        if (isAboutCredentials(lower)) {
            return NEWER_HELPS.stream().anyMatch(lower::contains) ? STALE_CREDENTIALS : BAD_CREDENTIALS;
        }
        if (lower.startsWith("forbidden") || lower.startsWith("forbbiden") || lower.startsWith("nopermission")) {
            return FORBIDDEN;
        }
        AlibabaEcsErrorKind base = ofBase(code);
        if (base != null) {
            return base;
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

    /** Sibling services say {@code InvalidAccessKey.Secret}, {@code InvalidSecurityToken} or {@code SignatureNotMatch}. */
    private static boolean isAboutCredentials(String lower) {
        return lower.contains("accesskey")
                || lower.startsWith("invalidsecuritytoken")
                || lower.startsWith("invalidtimestamp")
                || lower.startsWith("signature")
                || lower.startsWith("invalidsignature");
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
