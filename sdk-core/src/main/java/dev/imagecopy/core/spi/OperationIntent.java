package dev.imagecopy.core.spi;

import java.util.Map;

/**
 * What is known of an operation before its first attempt.
 */
public final class OperationIntent {
    private final String region;
    private final String scope;
    private final String name;
    private final Map<String, String> details;

    /**
     * Takes each as it is.
     *
     * @param region where it will run; empty where the provider has no regions
     * @param scope the account, project or folder, as far as known without a call; empty when unknown
     * @param name the name of the thing that will be made; empty when it has none
     * @param details what else the kind of operation needs to find it again
     */
    public OperationIntent(String region, String scope, String name, Map<String, String> details) {
        this.region = region;
        this.scope = scope;
        this.name = name;
        this.details = details;
    }

    /**
     * Returns the region.
     *
     * @return where it will run; empty where the provider has no regions
     */
    public String region() {
        return region;
    }

    /**
     * Returns the scope.
     *
     * @return the account, project or folder, as far as known without a call; empty when unknown
     */
    public String scope() {
        return scope;
    }

    /**
     * Returns the name.
     *
     * @return the name of the thing that will be made; empty when it has none
     */
    public String name() {
        return name;
    }

    /**
     * Returns the details.
     *
     * @return what else the kind of operation needs to find it again
     */
    public Map<String, String> details() {
        return details;
    }
}
