package dev.imagecopy.servicefabric.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.spi.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A request to copy a folder or a file inside the image store of a cluster. Created with {@link #builder()}. Immutable.
 *
 * <p>The cluster does the following, in this order: it lists the source (a folder must contain the marker {@code _.dir}, or the
 * copy fails with 404), <b>deletes the destination</b>, copies the files, and copies the marker last. A copy that fails halfway
 * leaves neither the old nor the new content complete.
 *
 * @param remoteSource the path to copy, as it is sent, for example {@code CalcApp\v1}
 * @param remoteDestination the path to replace with the copy, as it is sent
 * @param pathSeparator how the parts of both paths are joined; empty for a backslash
 * @param skipFiles the file names to leave out; if empty, the field is not sent, unlike for an empty list
 * @param checkMarkFile whether the cluster should check the marker; if empty, the field is not sent
 * @param copyFlag what to do about an existing destination; if empty, the field is not sent, which means
 *     {@link CopyFlag#OVERWRITE}
 * @param apiVersion the version of the call; empty for the current one
 * @param serverTimeout how long the cluster may take for the copy, in whole seconds; empty for 60 s
 * @param clientTimeout how long the client waits for the response, counted from when the request is sent; empty for 15 s more
 *     than the server's timeout
 * @param reservedDestinationAllowed whether the destination may be where the cluster keeps provisioned content
 * @see <a href="https://learn.microsoft.com/rest/api/servicefabric/sfclient-api-copyimagestorecontent">Copy image store
 *     content</a>
 */
public record CopyImageStoreContentRequest(
        String remoteSource,
        String remoteDestination,
        Optional<PathSeparator> pathSeparator,
        Optional<List<String>> skipFiles,
        Optional<Boolean> checkMarkFile,
        Optional<CopyFlag> copyFlag,
        Optional<ServiceFabricApiVersion> apiVersion,
        Optional<Duration> serverTimeout,
        Optional<Duration> clientTimeout,
        @JsonSetter(nulls = Nulls.AS_EMPTY) boolean reservedDestinationAllowed)
        implements CopyRequest {
    /** Validates all values, like {@link Builder#build}. */
    public CopyImageStoreContentRequest {
        PathSeparator separator = requireNonNull(pathSeparator, "pathSeparator").orElse(PathSeparator.BACKSLASH);
        requireNonNull(checkMarkFile, "checkMarkFile");
        requireNonNull(copyFlag, "copyFlag");
        Checks checks = Checks.of("CopyImageStoreContentRequest");
        Optional<ImageStorePath> from = path(checks, "remoteSource", remoteSource);
        Optional<ImageStorePath> to = path(checks, "remoteDestination", remoteDestination);
        ServiceFabricValidation.paths(checks, from, to, reservedDestinationAllowed);
        ServiceFabricValidation.skipFiles(checks, requireNonNull(skipFiles, "skipFiles"));
        ServiceFabricValidation.timeouts(
                checks,
                requireNonNull(apiVersion, "apiVersion"),
                requireNonNull(serverTimeout, "serverTimeout"),
                requireNonNull(clientTimeout, "clientTimeout"));
        checks.throwIfAny();
        remoteSource = from.orElseThrow().text(separator);
        remoteDestination = to.orElseThrow().text(separator);
        if (skipFiles.isPresent()) {
            skipFiles = Optional.of(List.copyOf(skipFiles.get()));
        }
        if (serverTimeout.isPresent()) {
            serverTimeout = Optional.of(ServiceFabricValidation.wholeSeconds(serverTimeout.get()));
        }
    }

    /** Returns an empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that holds these values. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.remoteSource = remoteSource;
        copy.remoteDestination = remoteDestination;
        copy.pathSeparator = pathSeparator;
        copy.skipFiles = skipFiles;
        copy.checkMarkFile = checkMarkFile;
        copy.copyFlag = copyFlag;
        copy.apiVersion = apiVersion;
        copy.serverTimeout = serverTimeout;
        copy.clientTimeout = clientTimeout;
        copy.reservedDestinationAllowed = reservedDestinationAllowed;
        return copy;
    }

    /** The path to copy. */
    public ImageStorePath source() {
        return ImageStorePath.of(remoteSource);
    }

    /** The path to replace with the copy. */
    public ImageStorePath destination() {
        return ImageStorePath.of(remoteDestination);
    }

    /** The version of the call: the one that was set, or else {@link ServiceFabricApiVersion#V6_0}. */
    public ServiceFabricApiVersion effectiveApiVersion() {
        return apiVersion.orElse(ServiceFabricApiVersion.V6_0);
    }

    /** How long the cluster may take for the copy: 1 to 4294967295 whole seconds. */
    public Duration effectiveServerTimeout() {
        return serverTimeout.orElse(ServiceFabricValidation.DEFAULT_TIMEOUT);
    }

    /** How long the client waits for the response, counted from when the request is sent: more than the server's timeout. */
    public Duration effectiveClientTimeout() {
        return clientTimeout.isPresent()
                ? clientTimeout.get()
                : effectiveServerTimeout().plus(ServiceFabricValidation.MARGIN);
    }

    private static Optional<ImageStorePath> path(Checks checks, String name, String text) {
        List<String> violations = new ArrayList<>();
        ImageStorePath path = ImageStorePath.parse(name, requireNonNull(text, name), violations);
        for (String violation : violations) {
            checks.check(false, violation);
        }
        return violations.isEmpty() ? Optional.of(path) : Optional.empty();
    }

    /** Builds a request. Not thread-safe. */
    public static final class Builder {
        private String remoteSource = "";
        private String remoteDestination = "";
        private Optional<PathSeparator> pathSeparator = Optional.empty();
        private Optional<List<String>> skipFiles = Optional.empty();
        private Optional<Boolean> checkMarkFile = Optional.empty();
        private Optional<CopyFlag> copyFlag = Optional.empty();
        private Optional<ServiceFabricApiVersion> apiVersion = Optional.empty();
        private Optional<Duration> serverTimeout = Optional.empty();
        private Optional<Duration> clientTimeout = Optional.empty();
        private boolean reservedDestinationAllowed;

        private Builder() {}

        /**
         * Sets what to copy: a file, or a folder that contains its marker {@code _.dir}.
         *
         * @param path relative to the store's root, parts joined by slashes or backslashes; see {@link ImageStorePath}.
         *     Required
         */
        public Builder remoteSource(String path) {
            remoteSource = requireNonNull(path, "remoteSource");
            return this;
        }

        /**
         * Sets where the copy goes. Whatever is there is deleted first.
         *
         * @param path like the source. It must be neither the source, nor inside it, nor contain it. Required
         */
        public Builder remoteDestination(String path) {
            remoteDestination = requireNonNull(path, "remoteDestination");
            return this;
        }

        /**
         * Sets how the parts of both paths are joined when they are sent.
         *
         * @param value default: {@link PathSeparator#BACKSLASH}
         */
        public Builder pathSeparator(PathSeparator value) {
            pathSeparator = Optional.of(requireNonNull(value, "pathSeparator"));
            return this;
        }

        /**
         * Leaves out files, wherever they are below the source. Names are compared case-insensitively with the last part of
         * each path: wildcards, paths and folders are not supported. If the source is a single file, nothing is left out. If
         * all files are left out, the destination only contains its marker.
         *
         * @param names file names; an empty collection is sent as an empty array. Default: not sent
         */
        public Builder skipFiles(Collection<String> names) {
            skipFiles = Optional.of(new ArrayList<>(requireNonNull(names, "skipFiles")));
            return this;
        }

        /**
         * Like {@link #skipFiles(Collection)}.
         *
         * @param names file names
         */
        public Builder skipFiles(String... names) {
            return skipFiles(Collections.unmodifiableList(Arrays.asList(requireNonNull(names, "skipFiles"))));
        }

        /**
         * Tells the cluster to skip the copy if the marker is absent, as documented by the vendor. The response is then still a
         * 200. So if this is {@code true}, the client reads the destination's marker after a 200, and the operation fails with
         * the code {@code CopySkipped} if it is not a new one. Runtime 6.4 ignores the field.
         *
         * @param value default: not sent, which clusters read as false
         */
        public Builder checkMarkFile(boolean value) {
            checkMarkFile = Optional.of(value);
            return this;
        }

        /**
         * Sets a field <b>that the vendor does not document</b>; see {@link CopyFlag}.
         *
         * @param value default: not sent
         */
        public Builder copyFlag(CopyFlag value) {
            copyFlag = Optional.of(requireNonNull(value, "copyFlag"));
            return this;
        }

        /**
         * Chooses the version of the call.
         *
         * @param value default: {@link ServiceFabricApiVersion#V6_0}
         */
        public Builder apiVersion(ServiceFabricApiVersion value) {
            apiVersion = Optional.of(requireNonNull(value, "apiVersion"));
            return this;
        }

        /**
         * Sets the timeout of the copy: the cluster gives up after this time, and the client stops waiting for the response 15
         * s later.
         *
         * @param timeout 1 to 4294967295 s, rounded up to whole seconds; default 60 s. Not allowed with API version 1.0
         */
        public Builder serverTimeout(Duration timeout) {
            serverTimeout = Optional.of(requireNonNull(timeout, "serverTimeout"));
            return this;
        }

        /**
         * Overrides how long the client waits for the response.
         *
         * @param timeout longer than the server's timeout; default: 15 s longer
         */
        public Builder clientTimeout(Duration timeout) {
            clientTimeout = Optional.of(requireNonNull(timeout, "clientTimeout"));
            return this;
        }

        /**
         * Allows a destination in {@code Store} or {@code WindowsFabricStore}. Such a copy replaces content that the cluster
         * has provisioned and may be running.
         */
        public Builder allowReservedDestination() {
            reservedDestinationAllowed = true;
            return this;
        }

        /**
         * Creates the request.
         *
         * @throws IllegalArgumentException if a value is missing or invalid; the message lists all violations
         */
        public CopyImageStoreContentRequest build() {
            return new CopyImageStoreContentRequest(
                    remoteSource,
                    remoteDestination,
                    pathSeparator,
                    skipFiles,
                    checkMarkFile,
                    copyFlag,
                    apiVersion,
                    serverTimeout,
                    clientTimeout,
                    reservedDestinationAllowed);
        }
    }
}
