package dev.imagecopy.servicefabric.model;

import dev.imagecopy.core.spi.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a cluster to copy a folder or a file inside its image store. Immutable.
 *
 * <p>What the cluster does, in this order: it lists the source; a folder must hold the marker {@code _.dir}, or the copy fails
 * with 404. It <b>deletes the destination</b>, copies the files, and copies the marker last. A copy that fails on its way
 * leaves neither the old nor the new content complete.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/servicefabric/sfclient-api-copyimagestorecontent">Copy image store
 *     content</a>
 */
public final class CopyImageStoreContentRequest {
    private final ImageStorePath source;
    private final ImageStorePath destination;
    private final String remoteSource;
    private final String remoteDestination;
    private final @Nullable List<String> skipFiles;
    private final @Nullable Boolean checkMarkFile;
    private final @Nullable CopyFlag copyFlag;
    private final ServiceFabricApiVersion apiVersion;
    private final Duration serverTimeout;
    private final Duration clientTimeout;

    private CopyImageStoreContentRequest(Builder builder, ImageStorePath source, ImageStorePath destination) {
        this.source = source;
        this.destination = destination;
        remoteSource = source.text(builder.separator);
        remoteDestination = destination.text(builder.separator);
        skipFiles = builder.skipFiles == null ? null : List.copyOf(builder.skipFiles);
        checkMarkFile = builder.checkMarkFile;
        copyFlag = builder.copyFlag;
        apiVersion = builder.apiVersion;
        Duration server = builder.serverTimeout;
        serverTimeout =
                ServiceFabricValidation.wholeSeconds(server == null ? ServiceFabricValidation.DEFAULT_TIMEOUT : server);
        Duration client = builder.clientTimeout;
        clientTimeout = client == null ? serverTimeout.plus(ServiceFabricValidation.MARGIN) : client;
    }

    /**
     * Starts a request.
     *
     * @return a builder without paths
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns what to copy.
     *
     * @return the source's path
     */
    public ImageStorePath source() {
        return source;
    }

    /**
     * Returns what to replace with the copy.
     *
     * @return the destination's path
     */
    public ImageStorePath destination() {
        return destination;
    }

    /**
     * Returns the source as it travels.
     *
     * @return for example {@code CalcApp\v1}
     */
    public String remoteSource() {
        return remoteSource;
    }

    /**
     * Returns the destination as it travels.
     *
     * @return for example {@code CalcApp\v2}
     */
    public String remoteDestination() {
        return remoteDestination;
    }

    /**
     * Returns the file names to leave out.
     *
     * @return the names; empty when none were given, which is not sent, unlike an empty list
     */
    public Optional<List<String>> skipFiles() {
        return Optional.ofNullable(skipFiles);
    }

    /**
     * Returns whether the cluster shall check the marker.
     *
     * @return what was set; empty when nothing was, which is not sent
     */
    public Optional<Boolean> checkMarkFile() {
        return Optional.ofNullable(checkMarkFile);
    }

    /**
     * Returns what to do about an existing destination.
     *
     * @return what was set; empty when nothing was, which is not sent and means {@link CopyFlag#OVERWRITE}
     */
    public Optional<CopyFlag> copyFlag() {
        return Optional.ofNullable(copyFlag);
    }

    /**
     * Returns the version of the call.
     *
     * @return the version
     */
    public ServiceFabricApiVersion apiVersion() {
        return apiVersion;
    }

    /**
     * Returns the time that the cluster gives the copy.
     *
     * @return whole seconds, 1 to 4294967295
     */
    public Duration serverTimeout() {
        return serverTimeout;
    }

    /**
     * Returns how long the client waits for the answer to the copy, counted from sending it.
     *
     * @return more than the server's timeout
     */
    public Duration clientTimeout() {
        return clientTimeout;
    }

    @Override
    public String toString() {
        return "CopyImageStoreContentRequest[" + source + " -> " + destination + ", " + apiVersion.text() + ", "
                + serverTimeout.toSeconds() + " s]";
    }

    /** Collects a request. Not safe for use by several threads. */
    public static final class Builder {
        private String source = "";
        private String destination = "";
        private PathSeparator separator = PathSeparator.BACKSLASH;
        private @Nullable List<@Nullable String> skipFiles;
        private @Nullable Boolean checkMarkFile;
        private @Nullable CopyFlag copyFlag;
        private ServiceFabricApiVersion apiVersion = ServiceFabricApiVersion.V6_0;
        private @Nullable Duration serverTimeout;
        private @Nullable Duration clientTimeout;
        private boolean reservedAllowed;

        private Builder() {}

        /**
         * Sets what to copy: a file, or a folder that holds its marker {@code _.dir}.
         *
         * @param path relative to the store's root, parts joined by slashes or backslashes; see {@link ImageStorePath}.
         *     Required
         * @return this builder
         */
        public Builder remoteSource(String path) {
            source = Objects.toString(path, "");
            return this;
        }

        /**
         * Sets where the copy goes. Whatever is there is deleted first.
         *
         * @param path as for the source. It must neither be the source, nor lie inside it, nor hold it. Required
         * @return this builder
         */
        public Builder remoteDestination(String path) {
            destination = Objects.toString(path, "");
            return this;
        }

        /**
         * Sets how the parts of both paths are joined when they are sent.
         *
         * @param value default: {@link PathSeparator#BACKSLASH}
         * @return this builder
         */
        public Builder pathSeparator(PathSeparator value) {
            separator = value;
            return this;
        }

        /**
         * Leaves files out, wherever they are below the source. Names are compared without case with the last part of each
         * path: there are no wildcards, no paths, and no way to leave a folder out. When the source is a single file, nothing
         * is left out. When everything is, the destination holds only its marker.
         *
         * @param names file names; an empty collection is sent as an empty array. Default: not sent
         * @return this builder
         */
        public Builder skipFiles(Collection<String> names) {
            skipFiles = new ArrayList<>(names);
            return this;
        }

        /**
         * Leaves files out, as {@link #skipFiles(Collection)} does.
         *
         * @param names file names
         * @return this builder
         */
        public Builder skipFiles(String... names) {
            return skipFiles(Collections.unmodifiableList(Arrays.asList(names)));
        }

        /**
         * Asks the cluster to skip the copy when the marker is absent, as the vendor documents it. Such an answer is 200 all
         * the same, so with {@code true} the client reads the destination's marker after a 200, and the operation fails with
         * the code {@code CopySkipped} when it is not a new one. Runtime 6.4 ignores the field.
         *
         * @param value default: not sent, which clusters read as false
         * @return this builder
         */
        public Builder checkMarkFile(boolean value) {
            checkMarkFile = value;
            return this;
        }

        /**
         * Sets a field <b>that the vendor does not document</b>; see {@link CopyFlag}.
         *
         * @param value default: not sent
         * @return this builder
         */
        public Builder copyFlag(CopyFlag value) {
            copyFlag = value;
            return this;
        }

        /**
         * Chooses the version of the call.
         *
         * @param value default: {@link ServiceFabricApiVersion#V6_0}
         * @return this builder
         */
        public Builder apiVersion(ServiceFabricApiVersion value) {
            apiVersion = value;
            return this;
        }

        /**
         * Sets the one deadline of the copy: the cluster gives up after this time, and the client stops waiting for the answer
         * 15 s later.
         *
         * @param timeout rounded up to whole seconds, 1 to 4294967295; default 60 s. Not with api version 1.0
         * @return this builder
         */
        public Builder serverTimeout(Duration timeout) {
            serverTimeout = timeout;
            return this;
        }

        /**
         * Overrides how long the client waits for the answer.
         *
         * @param timeout longer than the server's timeout; default: 15 s longer
         * @return this builder
         */
        public Builder clientTimeout(Duration timeout) {
            clientTimeout = timeout;
            return this;
        }

        /**
         * Allows a destination in the trees {@code Store} and {@code WindowsFabricStore}. Such a copy replaces content that the
         * cluster has provisioned and may be running.
         *
         * @return this builder
         */
        public Builder allowReservedDestination() {
            reservedAllowed = true;
            return this;
        }

        /**
         * Makes the request.
         *
         * @return the request
         * @throws IllegalArgumentException if anything is wrong; the message names all of it
         */
        public CopyImageStoreContentRequest build() {
            Checks checks = Checks.of("CopyImageStoreContentRequest");
            Optional<ImageStorePath> from = path(checks, "remoteSource", source);
            Optional<ImageStorePath> to = path(checks, "remoteDestination", destination);
            ServiceFabricValidation.paths(checks, from, to, reservedAllowed);
            ServiceFabricValidation.skipFiles(checks, skipFiles);
            ServiceFabricValidation.timeouts(checks, apiVersion, serverTimeout, clientTimeout);
            checks.throwIfAny();
            return new CopyImageStoreContentRequest(this, from.orElseThrow(), to.orElseThrow());
        }

        private static Optional<ImageStorePath> path(Checks checks, String name, String text) {
            List<String> violations = new ArrayList<>();
            ImageStorePath path = ImageStorePath.parse(name, text, violations);
            for (String violation : violations) {
                checks.check(false, violation);
            }
            return violations.isEmpty() ? Optional.of(path) : Optional.empty();
        }
    }
}
