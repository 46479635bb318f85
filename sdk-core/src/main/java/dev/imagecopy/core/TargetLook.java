package dev.imagecopy.core;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.operation.Operation;
import java.util.List;

/**
 * What is at the target of a copy request, compared with the request.
 *
 * @param <T> the type of the result
 */
public sealed interface TargetLook<T> {

    /** How an image at the target was identified as the one that a request asks for. */
    enum Match {
        /** By its name: the service does not show what an image was made from. */
        NAME,
        /** By its name and everything else that the service shows of it, including its source. */
        SOURCE,
        /** By its content, file by file. */
        CONTENT
    }

    /**
     * Nothing is there.
     *
     * @param <T> the type of the image
     */
    record Missing<T>() implements TargetLook<T> {}

    /**
     * The requested image is there and can be used.
     *
     * @param id its id or path
     * @param status the service's own status; empty if there is none
     * @param match how it was identified
     * @param image the image
     * @param <T> the image
     */
    record Ready<T>(String id, String status, Match match, T image) implements TargetLook<T> {
        /** Rejects null. */
        public Ready {
            requireNonNull(id, "id");
            requireNonNull(status, "status");
            requireNonNull(match, "match");
            requireNonNull(image, "image");
        }
    }

    /**
     * The requested image is being created.
     *
     * @param id its id
     * @param status the service's own status
     * @param match how it was identified
     * @param operation a handle to wait for it, no matter who started it
     * @param <T> the image
     */
    record InProgress<T>(String id, String status, Match match, Operation<T> operation) implements TargetLook<T> {
        /** Rejects null. */
        public InProgress {
            requireNonNull(id, "id");
            requireNonNull(status, "status");
            requireNonNull(match, "match");
            requireNonNull(operation, "operation");
        }
    }

    /**
     * A failed attempt to create the image has left something behind, which may occupy the name.
     *
     * @param id the leftover's id
     * @param status the service's own status
     * @param match how it was identified
     * @param <T> the image
     */
    record Leftover<T>(String id, String status, Match match) implements TargetLook<T> {
        /** Rejects null. */
        public Leftover {
            requireNonNull(id, "id");
            requireNonNull(status, "status");
            requireNonNull(match, "match");
        }
    }

    /**
     * Something else is there.
     *
     * @param ids the ids or the path of what is there
     * @param reason how it contradicts the request, in a sentence
     * @param isUnfinished whether it is what a copy leaves that fails halfway, or has not ended; the service does not show
     *     whose. A caller who knows that its own copy has failed may treat it as a leftover
     * @param <T> the image
     */
    record Conflict<T>(List<String> ids, String reason, boolean isUnfinished) implements TargetLook<T> {
        /** Copies the list. */
        public Conflict {
            ids = List.copyOf(requireNonNull(ids, "ids"));
            requireNonNull(reason, "reason");
        }

        /**
         * Something that is complete.
         *
         * @param ids the ids or the path of what is there
         * @param reason how it contradicts the request, in a sentence
         */
        public Conflict(List<String> ids, String reason) {
            this(ids, reason, false);
        }
    }
}
