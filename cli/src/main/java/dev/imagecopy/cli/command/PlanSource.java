package dev.imagecopy.cli.command;

import dev.imagecopy.cli.output.UsageException;
import dev.imagecopy.cli.plan.Plan;
import dev.imagecopy.cli.plan.PlanContext;
import dev.imagecopy.cli.store.PlanText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A plan and the text that it was read from.
 *
 * @param plan the plan
 * @param text its text, with all that it depends on
 */
record PlanSource(Plan plan, PlanText text) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

    /** Reads a plan now. */
    static PlanSource read(Path file) {
        PlanContext now = PlanContext.ofSystem();
        byte[] text;
        try {
            text = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UsageException("The plan " + file + " cannot be read: "
                    + (Files.exists(file) ? "is it a file that you may read?" : "there is no such file"));
        }
        return read(file, text, now, used(text, now.environment()));
    }

    /** Reads a plan that has no file. */
    static PlanSource parse(byte[] text) {
        return read(Path.of("options"), text, PlanContext.ofSystem(), Map.of());
    }

    /** Reads a plan as it was read at first. */
    static PlanSource again(PlanText text) {
        PlanContext then = new PlanContext(text.readAt(), text.environment());
        return read(text.file(), text.text(), then, text.environment());
    }

    private static PlanSource read(Path file, byte[] text, PlanContext context, Map<String, String> used) {
        Plan plan = Plan.parse(text, file, context);
        return new PlanSource(
                plan, new PlanText(file.toAbsolutePath().normalize(), plan.name(), text, context.now(), used));
    }

    /** Only the variables that the plan names: what else is in the environment is nobody's business. */
    private static Map<String, String> used(byte[] text, Map<String, String> environment) {
        Map<String, String> used = new TreeMap<>();
        Matcher variables = VARIABLE.matcher(new String(text, StandardCharsets.UTF_8));
        while (variables.find()) {
            String value = environment.get(variables.group(1));
            if (value != null) {
                used.put(variables.group(1), value);
            }
        }
        return used;
    }
}
