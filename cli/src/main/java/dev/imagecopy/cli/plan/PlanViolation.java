package dev.imagecopy.cli.plan;

/**
 * One thing that is wrong in a plan.
 *
 * @param line the line, from 1; 0 if the file as a whole is meant
 * @param column the column, from 1, in characters; 0 if the file as a whole is meant
 * @param path what is meant, for example {@code images[2].targets[0].region}; empty for the file as a whole
 * @param text what is wrong, in one line without control characters; never shows a secret
 */
public record PlanViolation(int line, int column, String path, String text) {
    /** The violation as compilers write them: {@code 12:9: images[2].targets[0].region: has no value}. */
    @Override
    public String toString() {
        String place = line == 0 ? "" : line + ":" + column + ": ";
        return place + (path.isEmpty() ? "" : path + ": ") + text;
    }
}
