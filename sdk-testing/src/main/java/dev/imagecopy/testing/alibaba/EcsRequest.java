package dev.imagecopy.testing.alibaba;

import dev.imagecopy.testing.SimulatedRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request as the service reads it: the action's parameters from the query and the form together, and separately the
 * parameters of the signature.
 */
public final class EcsRequest {
    private static final Set<String> V1_COMMON = Set.of(
            "AccessKeyId",
            "SignatureMethod",
            "SignatureType",
            "SignatureVersion",
            "SignatureNonce",
            "Timestamp",
            "SecurityToken",
            "Signature");
    /** Accepted for every action: these have no effect, or are repeated from the headers by the vendor's older client. */
    private static final Set<String> IGNORED = Set.of(
            "OwnerAccount",
            "OwnerId",
            "ResourceOwnerAccount",
            "ResourceOwnerId",
            "RegionId",
            "Action",
            "Version",
            "Format");

    private final SimulatedRequest wire;
    private final Map<String, String> parameters = new TreeMap<>();
    private final boolean hasRepeatedNames;

    /**
     * Reads a request.
     *
     * @param wire the request
     */
    public EcsRequest(SimulatedRequest wire) {
        this.wire = wire;
        List<SimulatedRequest.Parameter> all = new ArrayList<>(wire.parameters());
        if (wire.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            all.addAll(wire.form());
        }
        boolean repeated = false;
        for (SimulatedRequest.Parameter parameter : all) {
            repeated |= parameters.put(parameter.name(), parameter.value()) != null;
        }
        hasRepeatedNames = repeated;
    }

    /** {@return the original request} */
    public SimulatedRequest wire() {
        return wire;
    }

    /**
     * Returns which signature the request has.
     *
     * @return true for a signature in the query, version 1.0
     */
    public boolean isV1() {
        // The vendor's older client sends the headers of the newer signature together with a signature in the query.
        return parameters.containsKey("Signature")
                || wire.header("x-acs-action").isEmpty();
    }

    /** {@return the action, for example {@code CopyImage}; empty if there is none} */
    public String action() {
        return isV1() ? get("Action") : wire.header("x-acs-action").orElse("");
    }

    /**
     * Returns the version of the API.
     *
     * @return for example {@code 2014-05-26}
     */
    public String version() {
        return isV1() ? get("Version") : wire.header("x-acs-version").orElse("");
    }

    /**
     * Returns a parameter.
     *
     * @param name its name
     * @return its value, empty when it is missing
     */
    public String get(String name) {
        return parameters.getOrDefault(name, "");
    }

    /**
     * Returns a parameter that is not empty.
     *
     * @param name its name
     * @return its value
     */
    public Optional<String> optional(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    /**
     * Returns a mandatory parameter.
     *
     * @param name its name
     * @return its value
     */
    public String required(String name) {
        return optional(name)
                .orElseThrow(() -> new EcsRefusal(
                        400,
                        "MissingParameter",
                        "The input parameter \"" + name + "\" that is mandatory for processing this request is not"
                                + " supplied."));
    }

    /**
     * Returns a boolean parameter.
     *
     * @param name its name
     * @return false when it is missing
     */
    public boolean flag(String name) {
        String value = get(name);
        if (!Set.of("", "true", "false").contains(value)) {
            throw invalid(name);
        }
        return value.equals("true");
    }

    /** Ends a dry run. To be called after the last check: a dry run that has passed all of them is reported as an error. */
    public void endDryRun() {
        if (flag("DryRun")) {
            throw new EcsRefusal(400, "DryRunOperation", "Request validation has been passed with DryRun flag set.");
        }
    }

    /**
     * Returns all parameters, including those of the signature.
     *
     * @return names and values, sorted by name
     */
    public Map<String, String> all() {
        return parameters;
    }

    /**
     * Reads the tags.
     *
     * @return keys and values
     */
    public Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        for (int n = 1; n <= 21; n++) {
            String key = parameters.get("Tag." + n + ".Key");
            String value = parameters.get("Tag." + n + ".Value");
            if (key == null && value == null) {
                continue;
            }
            if (key == null
                    || key.isEmpty()
                    || key.length() > 128
                    || key.matches("(?is)(aliyun|acs:).*|.*https?://.*")) {
                throw new EcsRefusal(400, "InvalidTagKey.Malformed", "The specified Tag.n.Key is not valid.");
            }
            if (value != null && (value.length() > 128 || value.matches("(?is)acs:.*"))) {
                throw new EcsRefusal(400, "InvalidTagValue.Malformed", "The specified Tag.n.Value is not valid.");
            }
            if (n > 20) {
                throw new EcsRefusal(400, "InvalidTagCount", "The specified tags are beyond the permitted range.");
            }
            tags.put(key, value == null ? "" : value);
        }
        return tags;
    }

    /**
     * Rejects parameters that the action does not have.
     *
     * @param known the names of its parameters; a name that ends in a dot stands for all that start with it
     */
    public void allowOnly(Set<String> known) {
        if (hasRepeatedNames) {
            throw new EcsRefusal(400, "InvalidParameter", "A parameter is given more than once.");
        }
        for (String name : parameters.keySet()) {
            boolean allowed = known.contains(name)
                    || IGNORED.contains(name)
                    || (isV1() && V1_COMMON.contains(name))
                    || known.stream().anyMatch(prefix -> prefix.endsWith(".") && name.startsWith(prefix));
            if (!allowed) {
                throw invalid(name);
            }
        }
    }

    /**
     * Creates the error for a parameter.
     *
     * @param name its name
     * @return the error
     */
    public static EcsRefusal invalid(String name) {
        return new EcsRefusal(400, "InvalidParameter", "The specified parameter \"" + name + "\" is not valid.");
    }
}
