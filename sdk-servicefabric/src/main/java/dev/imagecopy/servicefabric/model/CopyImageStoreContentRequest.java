package dev.imagecopy.servicefabric.model;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.spi.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Asks a cluster to copy a folder or a file inside its image store. Made by {@link #builder()}. Immutable.
 *
 * <p>What the cluster does, in this order: it lists the source; a folder must hold the marker {@code _.dir}, or the copy fails
 * with 404. It <b>deletes the destination</b>, copies the files, and copies the marker last. A copy that fails on its way
 * leaves neither the old nor the new content complete.
 *
 * @param remoteSource what to copy, as it travels, for example {@code CalcApp\v1}
 * @param remoteDestination what to replace with the copy, as it travels
 * @param pathSeparator how the parts of both paths are joined; empty for a backslash
 * @param skipFiles the file names to leave out; empty when none were given, which is not sent, unlike an empty list
 * @param checkMarkFile whether the cluster shall check the marker; empty is not sent
 * @param copyFlag what to do about an existing destination; empty is not sent and means {@link CopyFlag#OVERWRITE}
 * @param apiVersion the version of the call; empty for the present one
 * @param serverTimeout the time that the cluster gives the copy, in whole seconds; empty for 60 s
 * @param clientTimeout how long the client waits for the response, counted from sending; empty for 15 s more than the server's
 *     timeout
 * @param reservedDestinationAllowed whether the destination may be in the trees of what the cluster has provisioned
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
        boolean reservedDestinationAllowed) {
    /** Checks everything, as {@link Builder#build} does. */
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
        skipFiles = skipFiles.map(List::copyOf);
        serverTimeout = serverTimeout.map(ServiceFabricValidation::wholeSeconds);
    }

    /** Starts empty. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts with all that this one says. */
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

    /** What to copy. */
    public ImageStorePath source() {
        return ImageStorePath.of(remoteSource);
    }

    /** What to replace with the copy. */
    public ImageStorePath destination() {
        return ImageStorePath.of(remoteDestination);
    }

    /** The version of the call that is sent: the one set, or else {@link ServiceFabricApiVersion#V6_0}. */
    public ServiceFabricApiVersion effectiveApiVersion() {
        return apiVersion.orElse(ServiceFabricApiVersion.V6_0);
    }

    /** The time that the cluster gives the copy: 1 to 4294967295 whole seconds. */
    public Duration effectiveServerTimeout() {
        return serverTimeout.orElse(ServiceFabricValidation.DEFAULT_TIMEOUT);
    }

    /** How long the client waits for the response, counted from sending: more than the server's timeout. */
    public Duration effectiveClientTimeout() {
        return clientTimeout.orElseGet(() -> effectiveServerTimeout().plus(ServiceFabricValidation.MARGIN));
    }

    private static Optional<ImageStorePath> path(Checks checks, String name, String text) {
        List<String> violations = new ArrayList<>();
        ImageStorePath path = ImageStorePath.parse(name, requireNonNull(text, name), violations);
        for (String violation : violations) {
            checks.check(false, violation);
        }
        return violations.isEmpty() ? Optional.of(path) : Optional.empty();
    }

    /** Collects a request. Not thread-safe. */
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
         * Sets what to copy: a file, or a folder that holds its marker {@code _.dir}.
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
         * @param path as for the source. It must neither be the source, nor lie inside it, nor hold it. Required
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
         * Leaves files out, wherever they are below the source. Names are compared without case with the last part of each
         * path: there are no wildcards, no paths, and no way to leave a folder out. When the source is a single file, nothing
         * is left out. When everything is, the destination holds only its marker.
         *
         * @param names file names; an empty collection is sent as an empty array. Default: not sent
         */
        public Builder skipFiles(Collection<String> names) {
            skipFiles = Optional.of(new ArrayList<>(requireNonNull(names, "skipFiles")));
            return this;
        }

        /**
         * Leaves files out, as {@link #skipFiles(Collection)} does.
         *
         * @param names file names
         */
        public Builder skipFiles(String... names) {
            return skipFiles(Collections.unmodifiableList(Arrays.asList(requireNonNull(names, "skipFiles"))));
        }

        /**
         * Asks the cluster to skip the copy when the marker is absent, as the vendor documents it. Such a response is 200 all
         * the same, so with {@code true} the client reads the destination's marker after a 200, and the operation fails with
         * the code {@code CopySkipped} when it is not a new one. Runtime 6.4 ignores the field.
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
         * Sets the one deadline of the copy: the cluster gives up after this time, and the client stops waiting for the
         * response 15 s later.
         *
         * @param timeout rounded up to whole seconds, 1 to 4294967295; default 60 s. Not with api version 1.0
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
         * Allows a destination in the trees {@code Store} and {@code WindowsFabricStore}. Such a copy replaces content that the
         * cluster has provisioned and may be running.
         */
        public Builder allowReservedDestination() {
            reservedDestinationAllowed = true;
            return this;
        }

        /**
         * Creates the request.
         *
         * @throws IllegalArgumentException if anything is wrong; the message names all of it
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
