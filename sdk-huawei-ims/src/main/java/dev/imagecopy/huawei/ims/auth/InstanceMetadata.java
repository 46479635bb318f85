package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.CallExecutor;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * The temporary key of the agency that an ECS instance runs with: version 2 of the metadata service, whose calls need a
 * token, and version 1 where it is not offered.
 */
final class InstanceMetadata implements CredentialsProvider<HuaweiCredentials> {
    /** Off the cloud nobody answers at the address, and nobody should wait long for that. */
    private static final CallOptions QUICK = CallOptions.builder()
            .callTimeout(Duration.ofSeconds(1))
            .retryPolicy(RetryPolicy.none())
            .build();

    private static final Set<Integer> NO_VERSION_2 = Set.of(404, 405, 503);

    private final CallExecutor metadata;

    InstanceMetadata(CallExecutor metadata) {
        this.metadata = metadata;
    }

    @Override
    public HuaweiCredentials resolve() {
        try {
            return metadata.execute(HuaweiIamCalls.METADATA_KEY, token(), QUICK);
        } catch (ApiException e) {
            boolean noAgency = e.serviceMessage().toLowerCase(Locale.ROOT).contains("agency")
                    || e.bodyExcerpt().orElse("").contains("gency");
            throw failure(
                    noAgency
                            ? "no agency is bound to this instance"
                            : "the instance metadata service answered " + e.status(),
                    false,
                    e);
        } catch (CredentialsException e) {
            throw e;
        } catch (SdkException e) {
            throw failure("the instance metadata service does not answer", true, e);
        }
    }

    private String token() {
        try {
            return metadata.execute(HuaweiIamCalls.METADATA_TOKEN, "", QUICK);
        } catch (ApiException e) {
            if (NO_VERSION_2.contains(e.status())) {
                return "";
            }
            throw e;
        }
    }

    private static CredentialsException failure(String reason, boolean retryable, SdkException cause) {
        return new CredentialsException(reason, ErrorContext.none(retryable), cause);
    }
}
