package dev.imagecopy.cli.fleet;

import dev.imagecopy.cli.output.FleetAnswers;
import dev.imagecopy.cli.output.HarmlessWord;
import dev.imagecopy.cli.output.UsageException;
import dev.imagecopy.fleet.Fleet;
import dev.imagecopy.fleet.FleetCopy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The copies of a fleet that a command is to change. */
final class ChosenCopies {
    @Parameters(
            paramLabel = "COPY",
            arity = "0..*",
            description = "A copy: its id as 'imagecopy fleet report' shows it, or the name or the id of its image.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--all", description = "All copies of the fleet that the command can change.")
    private boolean all;

    /** Whether either copies are named, or all are chosen. */
    boolean isClear() {
        return words.isEmpty() == all;
    }

    /**
     * Finds them.
     *
     * @param fleet the fleet
     * @param eligible which ones {@code --all} means
     * @throws UsageException if a word names none
     */
    List<FleetCopy> in(Fleet fleet, Predicate<FleetCopy> eligible) {
        Set<String> unknown = new HashSet<>(words);
        List<FleetCopy> chosen = new ArrayList<>();
        try (Stream<FleetCopy> copies = fleet.copies()) {
            copies.forEach(copy -> {
                List<String> names =
                        words.stream().filter(word -> isNamed(copy, word)).toList();
                unknown.removeAll(names);
                if (all ? eligible.test(copy) : !names.isEmpty()) {
                    chosen.add(copy);
                }
            });
        }
        if (!unknown.isEmpty()) {
            throw new UsageException("The fleet has no copy with this id, or with this name or id of its image: "
                    + HarmlessWord.list(words, unknown, "COPY")
                    + "; 'imagecopy fleet report' shows all copies");
        }
        return chosen;
    }

    private static boolean isNamed(FleetCopy copy, String word) {
        return copy.id().equals(word)
                || FleetAnswers.shortId(copy).equals(word)
                || copy.outcome().target().name().equals(word)
                || (!word.isEmpty() && copy.outcome().imageId().equals(word));
    }
}
