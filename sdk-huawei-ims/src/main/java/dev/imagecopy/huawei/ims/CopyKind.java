package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.spi.RequestJson;
import java.util.Map;
import java.util.Optional;

/**
 * How copies within a region and to another region differ, and how each is written as JSON.
 *
 * @param <R> the request
 */
interface CopyKind<R extends CopyRequest> extends RequestJson<R> {
    Class<R> requestType();

    String source(R request);

    String name(R request);

    Optional<String> description(R request);

    /** The parts of the request that a handle keeps in order to find its image. */
    Map<String, String> details(EnterpriseProject enterpriseProject, R request);

    /** The region of the new image; empty for the client's own. */
    Optional<String> targetRegion(R request);

    R withDescription(R request, String description);

    /** Returns the request with the client's enterprise project, unless it names one, or the service has no place for it. */
    R in(EnterpriseProject enterpriseProject, R request);
}
