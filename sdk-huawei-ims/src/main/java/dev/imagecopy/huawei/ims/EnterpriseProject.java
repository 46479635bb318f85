package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The enterprise project that a client works in unless a request names another. The service refuses lists without one to users
 * whose permissions end at some enterprise projects.
 *
 * @param id {@code 0} or a UUID; empty for none
 * @see <a href="https://support.huaweicloud.com/intl/en-us/api-ims/ims_03_0602.html">Querying images</a>
 */
record EnterpriseProject(Optional<String> id) {
    /** All that the user has permissions in. */
    static final String ALL_GRANTED = "all_granted_eps";

    static EnterpriseProject of(@Nullable String id, Checks checks) {
        checks.check(
                id == null || id.matches("0|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"),
                "enterpriseProjectId must be '0' or a UUID (IMG.0154)");
        return new EnterpriseProject(Optional.ofNullable(id));
    }

    /** Returns a query that is restricted to this enterprise project, unless it names one itself. */
    HuaweiImageQuery in(HuaweiImageQuery query) {
        return id.isEmpty() || query.enterpriseProjectId().isPresent()
                ? query
                : query.toBuilder().enterpriseProjectId(id.get()).build();
    }
}
