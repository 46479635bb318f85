package dev.imagecopy.core.spi;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.List;
import java.util.Optional;

/** Images that have the name of a copy whose outcome is unknown, none of which can be proved to be the copy's. */
public final class Candidates {
    private static final int MOST_SHOWN = 10;

    private Candidates() {}

    /**
     * Creates the exception that lists the candidates for the caller, who may know more. The engine adds the resume token.
     *
     * @param imageIds their ids
     * @return the exception to fail a search with
     */
    public static AmbiguousOutcomeException unproven(List<String> imageIds) {
        List<String> shown =
                imageIds.stream().filter(Checks::isId).limit(MOST_SHOWN).toList();
        return new AmbiguousOutcomeException(
                "there are images with the copy's name, but it is unknown whether one of them is the copy's: "
                        + String.join(", ", shown),
                ErrorContext.none(false),
                Optional.empty(),
                null);
    }
}
