package dev.imagecopy.cli.clients;

import java.util.stream.Stream;

/** The images of an account, in the same form for all clouds. */
public interface CloudImages {

    /**
     * Lists images.
     *
     * @param filter which ones
     * @return a lazy stream; reading it throws what the calls throw
     */
    Stream<ImageRow> list(ImageFilter filter);

    /**
     * Deletes an image, and blocks until the service has accepted that.
     *
     * @param id its id, or its path
     */
    void delete(String id);
}
