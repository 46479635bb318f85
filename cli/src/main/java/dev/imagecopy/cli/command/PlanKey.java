package dev.imagecopy.cli.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of a value in a plan that a command makes of its options.
 *
 * @param name the key, for example {@code regions}; {@code KEY} if the user has chosen it and it may be a secret
 * @param item which of several values it is, from 0; 0 also if there is one
 */
record PlanKey(String name, int item) {
    private static final Pattern PATH = Pattern.compile("(.*?)(?:\\[([0-9]+)])?");
    private static final String HIDDEN = "(hidden)";

    /**
     * The key at the end of a path.
     *
     * @param path for example {@code images[0].targets[0].regions[1]}
     * @param around the path of the part that has the key, with its dot
     */
    static PlanKey of(String path, String around) {
        Matcher parts = PATH.matcher(path.substring(around.length()));
        if (!parts.matches() || parts.group(1).equals(HIDDEN)) {
            return new PlanKey("KEY", 0);
        }
        return new PlanKey(parts.group(1), parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)));
    }
}
