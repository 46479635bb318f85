package dev.imagecopy.cli.plan;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a text of a plan may refer to, as in {@code golden-${date}}. */
enum Variable {
    /** The day on which the plan is read, as {@code 2026-11-29}. */
    DATE,
    /** The time of day at which the plan is read, as {@code 094718}. */
    TIME,
    /** A variable of the environment that the plan lists, as {@code ${env:BUILD}}. */
    ENV,
    /** The plan's name. */
    PLAN,
    /** The image's name in the plan. */
    IMAGE,
    /** The account's name in the plan. */
    ACCOUNT,
    /** The cloud's name in plans. */
    CLOUD,
    /** The region of the copy. */
    REGION;

    static final Set<Variable> NONE = Set.of();
    static final Set<Variable> ENVIRONMENT = Set.of(ENV);
    static final Set<Variable> RUN = Set.copyOf(EnumSet.of(DATE, TIME, ENV));
    static final Set<Variable> OF_IMAGE = Set.copyOf(EnumSet.of(DATE, TIME, ENV, PLAN));
    static final Set<Variable> OF_COPY = Set.copyOf(EnumSet.allOf(Variable.class));

    /** The name between the braces. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Variable> of(String word) {
        return Arrays.stream(values())
                .filter(variable -> variable.word().equals(word))
                .findFirst();
    }

    /** How the variables are written, for messages. */
    static List<String> written(Set<Variable> variables) {
        return Arrays.stream(values())
                .filter(variables::contains)
                .map(variable -> variable == ENV ? "${env:NAME}" : "${" + variable.word() + "}")
                .toList();
    }
}
