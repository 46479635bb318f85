package dev.imagecopy.cli.plan;

import dev.imagecopy.cli.output.SecretSigns;
import dev.imagecopy.cli.output.UsageException;
import java.util.List;
import java.util.stream.Collectors;

/** A plan is wrong. The message has a line for each violation, which begins with the file's name. */
public final class PlanException extends UsageException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_LINES = 100;

    private final transient List<PlanViolation> violations;

    /**
     * Creates an exception.
     *
     * @param file the name of the file, as the user gave it
     * @param violations all that is wrong, in the order of the file
     */
    public PlanException(String file, List<PlanViolation> violations) {
        super(message(ShownText.visible(SecretSigns.shown(file)), violations));
        this.violations = List.copyOf(violations);
    }

    /** All that is wrong, in the order of the file; at least one. */
    public List<PlanViolation> violations() {
        return violations;
    }

    private static String message(String file, List<PlanViolation> violations) {
        String more = violations.size() > MOST_LINES ? "\nand " + (violations.size() - MOST_LINES) + " more" : "";
        return violations.stream()
                        .limit(MOST_LINES)
                        .map(violation -> file + ":" + (violation.line() == 0 ? " " : "") + violation)
                        .collect(Collectors.joining("\n"))
                + more;
    }
}
