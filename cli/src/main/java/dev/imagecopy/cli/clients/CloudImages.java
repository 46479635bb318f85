package dev.imagecopy.cli.clients;

import java.time.Duration;
import java.util.stream.Stream;

/** The images of an account, in the same form for all clouds. */
public interface CloudImages {
    /** How long a service may take for a deletion that it has accepted. */
    Duration GONE_WITHIN = Duration.ofMinutes(10);

    /**
     * Lists images.
     *
     * @param filter which ones
     * @return a lazy stream; reading it throws what the calls throw
     */
    Stream<ImageRow> list(ImageFilter filter);

    /**
     * Prepares the deletion of an image. Sends nothing.
     *
     * @param id its id, or its path
     * @throws IllegalArgumentException if it is no id, or no path that may be deleted
     */
    Deletion deletion(String id);

    /** The deletion of one image. */
    @FunctionalInterface
    interface Deletion {
        /**
         * Deletes the image, and blocks until it is gone, for at most {@link #GONE_WITHIN}.
         *
         * @throws InterruptedException if the thread is interrupted
         */
        void run() throws InterruptedException;
    }
}
