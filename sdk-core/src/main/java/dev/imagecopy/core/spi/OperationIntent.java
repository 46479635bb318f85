package dev.imagecopy.core.spi;

import java.util.Map;

/**
 * What is known about an operation before its first attempt.
 *
 * @param region where it will run; empty if the provider has no regions
 * @param scope the account, project or folder, as far as it is known without a call; empty if unknown
 * @param name the name of what will be created; empty if it has none
 * @param details further facts that are needed to find the operation again
 */
public record OperationIntent(String region, String scope, String name, Map<String, String> details) {
    /** Copies the details. */
    public OperationIntent {
        details = Map.copyOf(details);
    }
}
