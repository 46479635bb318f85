package dev.imagecopy.cli.plan;

import dev.imagecopy.cli.output.SecretSigns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The variables in texts, as in {@code golden-${date}}. Two dollar signs before a brace stand for one, without a variable.
 *
 * @param listed the variables of the environment that the plan may use
 * @param environment their values
 */
record TextVariables(Set<String> listed, Map<String, String> environment) {
    private static final String BEGIN = "${";
    private static final String ENVIRONMENT = "env:";

    /** A piece of a text. */
    private sealed interface Piece {}

    private record Literal(String text) implements Piece {}

    private record Reference(String word) implements Piece {}

    private record Unclosed() implements Piece {}

    /** The variables that the plan lists and texts may use, with their values: none of them is a secret. */
    Map<String, String> usable() {
        Map<String, String> usable = new HashMap<>();
        for (String name : listed) {
            if (environmentProblem(name).isEmpty()) {
                usable.put(name, String.valueOf(environment.get(name)));
            }
        }
        return usable;
    }

    /** What is wrong with the variables of a text. */
    List<String> problems(String text, Set<Variable> allowed) {
        List<String> found = new ArrayList<>();
        for (Piece piece : pieces(text)) {
            if (piece instanceof Unclosed) {
                found.add("a variable that begins with ${ has no end }; write $${ for ${ itself");
            } else if (piece instanceof Reference reference) {
                problem(reference.word(), allowed).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<String> problem(String word, Set<Variable> allowed) {
        if (allowed.isEmpty()) {
            return Optional.of("there can be no variables here");
        }
        if (word.startsWith(ENVIRONMENT)) {
            return allowed.contains(Variable.ENV)
                    ? environmentProblem(word.substring(ENVIRONMENT.length()))
                    : Optional.of("there can be no variables of the environment here");
        }
        Optional<Variable> variable = Variable.of(word).filter(known -> known != Variable.ENV);
        if (variable.filter(allowed::contains).isPresent()) {
            return Optional.empty();
        }
        String which = variable.isPresent()
                ? "the variable ${" + word + "} has no value here"
                : "there is no variable " + BEGIN + ShownText.of(word) + "}"
                        + Words.hint(word, allowed.stream().map(Variable::word).toList());
        return Optional.of(which + "; here are " + String.join(", ", Variable.written(allowed)));
    }

    private Optional<String> environmentProblem(String name) {
        if (!listed.contains(name)) {
            return Optional.of("the variable " + ShownText.of(name)
                    + " of the environment is not one of those that the plan lists under environment"
                    + Words.hint(name, listed));
        }
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            return Optional.of("the variable " + ShownText.of(name) + " of the environment is not set");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("the variable " + ShownText.of(name) + " of the environment has control characters");
        }
        return SecretSigns.inValue(value)
                .map(kind -> "the variable " + ShownText.of(name) + " of the environment holds " + kind
                        + ", which must not get into a name or any other part of a copy");
    }

    /**
     * Replaces the variables of a text that has no problems.
     *
     * @param values the values of the variables that have one
     * @return the text; the name of a variable without a value as failure
     */
    Expanded expand(String text, Map<Variable, String> values) {
        StringBuilder whole = new StringBuilder();
        for (Piece piece : pieces(text)) {
            if (piece instanceof Literal literal) {
                whole.append(literal.text());
            } else if (piece instanceof Reference reference) {
                String word = reference.word();
                String value = word.startsWith(ENVIRONMENT)
                        ? environment.get(word.substring(ENVIRONMENT.length()))
                        : Variable.of(word).map(values::get).orElse(null);
                if (value == null) {
                    return new Expanded("", Optional.of(word));
                }
                whole.append(value);
            }
        }
        return new Expanded(whole.toString(), Optional.empty());
    }

    /**
     * A text with its variables replaced.
     *
     * @param text the text
     * @param missing the variable that has no value
     */
    record Expanded(String text, Optional<String> missing) {}

    private static List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int at = text.indexOf(BEGIN, from);
            if (at < 0) {
                pieces.add(new Literal(text.substring(from)));
                break;
            }
            if (at > from && text.charAt(at - 1) == '$') {
                pieces.add(new Literal(text.substring(from, at - 1) + BEGIN));
                from = at + BEGIN.length();
                continue;
            }
            pieces.add(new Literal(text.substring(from, at)));
            int end = text.indexOf('}', at);
            if (end < 0) {
                pieces.add(new Unclosed());
                break;
            }
            pieces.add(new Reference(text.substring(at + BEGIN.length(), end)));
            from = end + 1;
        }
        return pieces;
    }
}
