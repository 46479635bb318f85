package dev.imagecopy.core.spi;

import java.util.Map;

/**
 * What is known of an operation before its first attempt.
 *
 * @param region where it will run; empty where the provider has no regions
 * @param scope the account, project or folder, as far as known without a call; empty when unknown
 * @param name the name of the thing that will be made; empty when it has none
 * @param details what else the kind of operation needs to find it again
 */
public record OperationIntent(String region, String scope, String name, Map<String, String> details) {
    /** Copies the details. */
    public OperationIntent {
        details = Map.copyOf(details);
    }
}
