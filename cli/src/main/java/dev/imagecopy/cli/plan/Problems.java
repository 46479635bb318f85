package dev.imagecopy.cli.plan;

import dev.imagecopy.cli.plan.yaml.Place;
import dev.imagecopy.cli.plan.yaml.YamlNode;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong in a plan. Not thread-safe. */
final class Problems {
    private final Set<PlanViolation> found = new LinkedHashSet<>();
    private final Set<Place> closed = new HashSet<>();
    private final Set<YamlNode> broken = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Adds a violation, unless what is at its place must not be looked at any further. The same one is kept once. */
    void add(Place place, String path, String text) {
        if (!closed.contains(place)) {
            found.add(new PlanViolation(place.line(), place.column(), path, text));
        }
    }

    /** Adds a violation of a value, which is not used any more. */
    void add(YamlNode node, String path, String text) {
        add(node.place(), path, text);
        broken.add(node);
    }

    /** Adds a violation after which nothing else about this place is worth saying. */
    void addLast(Place place, String path, String text) {
        add(place, path, text);
        if (!place.equals(Place.FILE)) {
            closed.add(place);
        }
    }

    /** Whether a value is already known to be wrong. */
    boolean isBroken(YamlNode node) {
        return broken.contains(node) || closed.contains(node.place());
    }

    /** Throws if there are violations. */
    void throwIfAny(String file) {
        if (!found.isEmpty()) {
            List<PlanViolation> sorted = found.stream()
                    .sorted(Comparator.comparingInt(PlanViolation::line).thenComparingInt(PlanViolation::column))
                    .toList();
            throw new PlanException(file, sorted);
        }
    }
}
