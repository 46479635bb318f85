package dev.imagecopy.core;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.operation.Operation;
import java.util.List;

/**
 * What is at the target of a copy request, compared with what the request asks for.
 *
 * @param <T> the type of the result
 */
public sealed interface TargetLook<T> {

    /** By what an image at the target is taken for the one that a request asks for. */
    enum Match {
        /** By its name: the service does not show what an image was made from. */
        NAME,
        /** By its name and all that the service shows of it, its source among that. */
        SOURCE,
        /** By its content, file by file. */
        CONTENT
    }

    /**
     * Nothing is there.
     *
     * @param <T> what a copy would yield
     */
    record Missing<T>() implements TargetLook<T> {}

    /**
     * What is asked for is there and can be used.
     *
     * @param id its id, or its path
     * @param status the service's own word for its status; empty where there is none
     * @param match how it is known to be what is asked for
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
     * What is asked for is being made.
     *
     * @param id its id
     * @param status the service's own word for its status
     * @param match how it is known to be what is asked for
     * @param operation a handle that waits for it, whoever began it
     * @param <T> the image
     */
    record UnderWay<T>(String id, String status, Match match, Operation<T> operation) implements TargetLook<T> {
        /** Rejects null. */
        public UnderWay {
            requireNonNull(id, "id");
            requireNonNull(status, "status");
            requireNonNull(match, "match");
            requireNonNull(operation, "operation");
        }
    }

    /**
     * A failed attempt at it has left something behind, which may hold the name.
     *
     * @param id the leftover's id
     * @param status the service's own word for its status
     * @param match how it is known to be of what is asked for
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
     * @param ids the ids of what is there, or its path
     * @param reason in what it contradicts the request, in a sentence
     * @param <T> the image
     */
    record Conflict<T>(List<String> ids, String reason) implements TargetLook<T> {
        /** Copies the list. */
        public Conflict {
            ids = List.copyOf(requireNonNull(ids, "ids"));
            requireNonNull(reason, "reason");
        }
    }
}
