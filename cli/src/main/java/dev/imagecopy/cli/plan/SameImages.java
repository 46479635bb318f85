package dev.imagecopy.cli.plan;

import dev.imagecopy.cli.plan.Section.Value;
import dev.imagecopy.servicefabric.model.ImageStorePath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds copies that make the same image. */
final class SameImages {
    private final Map<Image, Value> seen = new HashMap<>();
    private final Map<Image, Value> foldersOfSeen = new HashMap<>();

    /**
     * An image at its place.
     *
     * @param cloud the cloud
     * @param owner the account, project, folder or cluster, as far as it is known without a call
     * @param region the region
     * @param name the name, or a path that equals others as the cluster compares them
     */
    record Image(Cloud cloud, String owner, String region, Object name) {}

    /**
     * Adds an image.
     *
     * @param at what in the plan makes it
     * @return what else makes the same; empty if nothing does
     */
    Optional<Value> add(Image image, Value at) {
        return Optional.ofNullable(seen.putIfAbsent(image, at));
    }

    /**
     * Adds the folders of a path in an image store.
     *
     * @param at what in the plan makes it
     * @return what else has a destination inside this one, or around it; empty if nothing does
     */
    Optional<Value> addFolders(Image image, Value at) {
        Value around = null;
        if (image.name() instanceof ImageStorePath path) {
            around = foldersOfSeen.get(image);
            for (int i = 1; i < path.segments().size(); i++) {
                ImageStorePath folder =
                        ImageStorePath.of(String.join("/", path.segments().subList(0, i)));
                Image outer = new Image(image.cloud(), image.owner(), image.region(), folder);
                around = around == null ? seen.get(outer) : around;
                foldersOfSeen.putIfAbsent(outer, at);
            }
        }
        return Optional.ofNullable(around);
    }
}
