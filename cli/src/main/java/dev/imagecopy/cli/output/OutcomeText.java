package dev.imagecopy.cli.output;

import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.bulk.CopyOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The outcome of a copy, in words. */
final class OutcomeText {
    private static final int WORD = 13;

    /** Below the text, beside the word. */
    static final String INDENT = " ".repeat(WORD);

    private OutcomeText() {}

    /**
     * Returns the outcome in one clean line.
     *
     * @param outcome the outcome
     * @param colors whether to color its first word
     */
    static String line(CopyOutcome outcome, boolean colors) {
        String word = word(outcome);
        List<String> facts = new ArrayList<>();
        facts.add(Place.of(outcome.client(), outcome.target(), outcome.source()).toString());
        if (!outcome.imageId().isEmpty()) {
            facts.add(TerminalText.clean(outcome.imageId()));
        }
        if (Failure.isIn(outcome)) {
            outcome.cause().map(CopyFailure::code).map(TerminalText::clean).ifPresent(facts::add);
        }
        if (outcome.isByName()) {
            facts.add("(known by its name only)");
        }
        Duration took = Duration.between(outcome.startedAt(), outcome.endedAt());
        if (took.toSeconds() > 0) {
            facts.add(Durations.clock(took));
        }
        String gap = " ".repeat(Math.max(1, WORD - word.length()));
        return style(outcome).on(word, colors) + gap + String.join("  ", facts);
    }

    /** Returns what became of the copy in a word or two. */
    static String word(CopyOutcome outcome) {
        return switch (outcome.status()) {
            case SUCCEEDED ->
                switch (outcome.origin()) {
                    case FOUND -> "present";
                    case RESUMED -> "resumed";
                    case ADOPTED -> "adopted";
                    case COPIED, NONE -> "copied";
                };
            case FAILED -> "failed";
            case CONFLICT -> "conflict";
            case LEFTOVER -> "leftover";
            case AMBIGUOUS -> "ambiguous";
            case CANCELLED -> "cancelled";
            case TIMED_OUT -> "timed out";
            case LEFT_RUNNING -> "continues";
            case NOT_STARTED -> "not started";
        };
    }

    private static Style style(CopyOutcome outcome) {
        return switch (outcome.status()) {
            case SUCCEEDED -> Style.GOOD;
            case FAILED, CONFLICT, LEFTOVER, CANCELLED -> Style.BAD;
            case AMBIGUOUS, TIMED_OUT -> Style.DOUBTFUL;
            case LEFT_RUNNING, NOT_STARTED -> Style.PLAIN;
        };
    }
}
