package dev.imagecopy.cli.command;

import dev.imagecopy.cli.plan.Plan;
import dev.imagecopy.cli.plan.PlanContext;
import dev.imagecopy.cli.store.PlanText;
import java.nio.file.Path;
import java.util.Map;

/**
 * A plan and the text that it was read from.
 *
 * @param plan the plan
 * @param text its text, with all that it depends on
 */
public record PlanSource(Plan plan, PlanText text) {
    /**
     * Reads a plan now.
     *
     * @param file its file
     */
    public static PlanSource read(Path file) {
        return read(file, Plan.content(file), PlanContext.ofSystem());
    }

    /** Reads a plan that has no file. */
    static PlanSource parse(byte[] text) {
        return read(
                Path.of("options"), text, new PlanContext(PlanContext.ofSystem().now(), Map.of()));
    }

    /** Reads a plan as it was read at first. */
    static PlanSource again(PlanText text) {
        return read(text.file(), text.text(), new PlanContext(text.readAt(), text.environment()));
    }

    /** Keeps of the environment only what the plan lists: the rest may be secret. */
    static PlanSource read(Path file, byte[] text, PlanContext context) {
        Plan plan = Plan.parse(text, file, context);
        return new PlanSource(
                plan,
                new PlanText(file.toAbsolutePath().normalize(), plan.name(), text, context.now(), plan.environment()));
    }
}
