package dev.imagecopy.core.spi;

import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import java.util.List;
import java.util.function.Function;

/**
 * An image with the name that a copy request gives, for services whose images have names.
 *
 * @param id its id
 * @param status the service's own status
 * @param state what that status means for a copy
 * @param contradiction how it differs from what is requested, in words; empty if it matches
 * @param match how it is known to match
 * @param image the image
 * @param <T> the image
 */
public record TargetImage<T>(
        String id, String status, OperationState state, String contradiction, TargetLook.Match match, T image) {

    /**
     * Judges all images with the name. A matching image that is ready takes precedence over one that is in progress, that one
     * over what a failed copy has left, and any of them over images that do not match.
     *
     * @param images all images with the name
     * @param adopt creates the handle of one that is in progress
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
                return new TargetLook.InProgress<>(image.id, image.status, image.match, adopt.apply(image));
            }
        }
        for (TargetImage<T> image : fitting) {
            return new TargetLook.Leftover<>(image.id, image.status, image.match);
        }
        return images.isEmpty()
                ? new TargetLook.Missing<>()
                : new TargetLook.Conflict<>(
                        images.stream().map(TargetImage::id).toList(),
                        "an image with that name exists, but differs in " + images.get(0).contradiction);
    }
}
