package dev.imagecopy.core.spi;

import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import java.util.List;
import java.util.function.Function;

/**
 * An image of the name that a copy request gives, where the service has names.
 *
 * @param id its id
 * @param status the service's own word for its status
 * @param state what that status means for a copy
 * @param contradiction in what it shows something else than what is asked for, in words; empty if it fits
 * @param match by what it fits
 * @param image the image
 * @param <T> the image
 */
public record TargetImage<T>(
        String id, String status, OperationState state, String contradiction, TargetLook.Match match, T image) {

    /**
     * Judges all images of the name: one that fits and is ready counts before one that is in progress, that before what a
     * failed copy left, and anything before images that do not fit.
     *
     * @param images all of them
     * @param adopt makes a handle of one that is in progress
     * @param <T> the image
     */
    public static <T> TargetLook<T> judge(List<TargetImage<T>> images, Function<TargetImage<T>, Operation<T>> adopt) {
        List<TargetImage<T>> fitting =
                images.stream().filter(image -> image.contradiction.isEmpty()).toList();
        for (TargetImage<T> image : fitting) {
            if (image.state == OperationState.SUCCEEDED) {
                return new TargetLook.Ready<>(image.id, image.status, image.match, image.image);
            }
        }
        for (TargetImage<T> image : fitting) {
            if (!image.state.isTerminal()) {
                return new TargetLook.UnderWay<>(image.id, image.status, image.match, adopt.apply(image));
            }
        }
        for (TargetImage<T> image : fitting) {
            return new TargetLook.Leftover<>(image.id, image.status, image.match);
        }
        return images.isEmpty()
                ? new TargetLook.Missing<>()
                : new TargetLook.Conflict<>(
                        images.stream().map(TargetImage::id).toList(),
                        "an image of that name is there, with another " + images.get(0).contradiction);
    }
}
