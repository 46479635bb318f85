package dev.imagecopy.alibaba.ecs.auth;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.credentials.AddressFlaw;
import dev.imagecopy.core.credentials.LocalAddress;
import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.SecretText;
import dev.imagecopy.core.credentials.SettingAddress;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.RegionAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A RAM role to assume, and how. Immutable.
 *
 * @see <a href="https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerole">AssumeRole</a>
 */
public final class AlibabaRole {
    private final String arn;
    private final String sessionName;
    private final Duration duration;
    private final @Nullable String policy;
    private final @Nullable String externalId;
    private final @Nullable String region;
    private final boolean vpc;
    private final @Nullable URI endpoint;

    private AlibabaRole(Builder builder) {
        Checks checks = Checks.of("AlibabaRole");
        MisplacedSecret.check(checks, "arn", builder.arn);
        SecretText.checkId(checks, "arn", builder.arn);
        MisplacedSecret.check(checks, "sessionName", builder.sessionName);
        checks.required("arn", builder.arn)
                .length("arn", builder.arn, 1, 200)
                .noControls("arn", builder.arn)
                .length("sessionName", builder.sessionName, 2, 64)
                .check(
                        Checks.all(builder.sessionName, AlibabaRole::isOfSessionName),
                        "sessionName must consist of letters, digits and . _ - @ + = ,")
                .check(
                        builder.duration.compareTo(Duration.ofMinutes(15)) >= 0
                                && builder.duration.compareTo(Duration.ofHours(12)) <= 0,
                        "duration must be 15 minutes to 12 hours")
                .check(
                        builder.region == null || builder.region.matches("[a-z0-9-]{1,40}"),
                        "region must be 1 to 40 characters of a-z, 0-9 and '-'")
                .check(
                        builder.endpoint == null || flaw(builder.endpoint).isEmpty(),
                        "endpoint " + (builder.endpoint == null ? "" : flaw(builder.endpoint)))
                .throwIfAny();
        arn = builder.arn;
        sessionName = builder.sessionName;
        duration = builder.duration;
        policy = builder.policy;
        externalId = builder.externalId;
        region = builder.region;
        vpc = builder.vpc;
        endpoint = builder.endpoint;
    }

    /**
     * Returns a builder for a role.
     *
     * @param arn the role's resource name, {@code acs:ram::…:role/…}
     * @return a new builder
     */
    public static Builder builder(String arn) {
        return new Builder(arn);
    }

    String arn() {
        return arn;
    }

    String sessionName() {
        return sessionName;
    }

    Duration duration() {
        return duration;
    }

    Optional<String> policy() {
        return Optional.ofNullable(policy);
    }

    Optional<String> externalId() {
        return Optional.ofNullable(externalId);
    }

    /** The address of the Security Token Service. */
    String address() {
        if (endpoint != null) {
            return endpoint.getScheme() + "://" + endpoint.getRawAuthority();
        }
        return region == null
                ? "https://sts.aliyuncs.com"
                : RegionAddress.https(vpc ? "sts-vpc" : "sts", region, "aliyuncs.com")
                        .toString();
    }

    /** What is wrong with an address; empty if nothing is. The service is called at the root of its host. */
    private static String flaw(URI endpoint) {
        String flaw = AddressFlaw.of(endpoint);
        if (!flaw.isEmpty()) {
            return flaw;
        }
        if (!LocalAddress.isProtected(endpoint)
                || !MisplacedSecret.kindIn(endpoint).isEmpty()) {
            return "must be an https address without user info";
        }
        if (endpoint.getRawQuery() != null || endpoint.getRawFragment() != null) {
            return "must have no query and no fragment";
        }
        return AddressFlaw.ofPath(endpoint);
    }

    private static boolean isOfSessionName(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._-@+=,".indexOf(c) >= 0;
    }

    @Override
    public String toString() {
        return "AlibabaRole[" + (arn.startsWith("acs:ram:") ? arn : "***") + ", sessionName=" + sessionName + "]";
    }

    /** Builds a role. Not thread-safe. */
    public static final class Builder {
        private final String arn;
        private String sessionName = "image-copy-sdk";
        private Duration duration = Duration.ofHours(1);
        private @Nullable String policy;
        private @Nullable String externalId;
        private @Nullable String region;
        private boolean vpc;
        private @Nullable URI endpoint;

        private Builder(String arn) {
            this.arn = Objects.requireNonNull(arn, "arn");
        }

        /**
         * Sets the session's name, for the vendor's audit log.
         *
         * @param value 2 to 64 characters; default {@code image-copy-sdk}
         * @return this builder
         */
        public Builder sessionName(String value) {
            sessionName = requireNonNull(value, "sessionName");
            return this;
        }

        /**
         * Sets how long each key is valid.
         *
         * @param value 15 minutes to 12 hours, within the role's own limit; default 1 hour
         * @return this builder
         */
        public Builder duration(Duration value) {
            duration = requireNonNull(value, "duration");
            return this;
        }

        /**
         * Restricts the permissions of the key.
         *
         * @param value a policy in JSON; default: all permissions of the role
         * @return this builder
         */
        public Builder policy(String value) {
            policy = requireNonNull(value, "policy");
            return this;
        }

        /**
         * Sets the external id that the role's owner requires.
         *
         * @param value the id; default: none
         * @return this builder
         */
        public Builder externalId(String value) {
            externalId = requireNonNull(value, "externalId");
            return this;
        }

        /**
         * Uses the Security Token Service in a region.
         *
         * @param value the region's id; default: the central service
         * @return this builder
         */
        public Builder region(String value) {
            region = requireNonNull(value, "region");
            return this;
        }

        /**
         * Uses the address inside the vendor's networks. Has no effect without a region.
         *
         * @param value true for the address inside the vendor's networks; default: false
         * @return this builder
         */
        public Builder vpc(boolean value) {
            vpc = value;
            return this;
        }

        /**
         * Sets the address of the Security Token Service, whatever the region.
         *
         * @param value an https address without a path, for example {@code https://sts-vpc.cn-hangzhou.aliyuncs.com}; default: by
         *     the region
         * @return this builder
         */
        public Builder endpoint(URI value) {
            endpoint = requireNonNull(value, "endpoint");
            return this;
        }

        /** Sets the host that a setting names, with or without a scheme, as the vendor's tools write it. */
        void endpointNamed(String host, AlibabaSetting setting) {
            endpoint = SettingAddress.host(host, setting.key(), AlibabaSetting.taker(host));
        }

        /**
         * Creates the description.
         *
         * @return the role
         * @throws IllegalArgumentException if a value is missing or invalid; the message lists all violations
         */
        public AlibabaRole build() {
            return new AlibabaRole(this);
        }
    }
}
