package dev.imagecopy.cli.output;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The values of the environment that are never printed, whatever text they turn up in. The SDK does not print them; this holds
 * even if a plan, a path or a service's answer contains one.
 */
final class Secrets {
    private static final Pattern NAMES = Pattern.compile(
            "(^|_)(SECRET|TOKEN|PASSWORD|PGPASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|SK|KEY|SECURITYTOKEN)(_|$)");

    /** Ids of keys, which say who somebody is and which 'imagecopy check' shows. */
    private static final Pattern IDS = Pattern.compile("(^|_)(KEY_ID|(HW|OS|ALICLOUD)_ACCESS_KEY)$");

    /** Shorter values are words that may turn up anywhere. */
    private static final int SHORTEST = 8;

    private static final String HIDDEN = "***";

    private final List<String> values;

    private Secrets(List<String> values) {
        this.values = values;
    }

    /**
     * Finds the variables whose names say that they hold a secret.
     *
     * @param environment the variables of the process
     */
    static Secrets of(Map<String, String> environment) {
        Stream<String> secrets = environment.entrySet().stream()
                .filter(variable -> isSecret(variable.getKey().toUpperCase(Locale.ROOT)))
                .map(variable -> variable.getValue().strip())
                .flatMap(value -> Stream.concat(Stream.of(value), value.lines())) // a key has several
                .filter(value -> value.length() >= SHORTEST);
        return new Secrets(secrets.flatMap(value -> Stream.of(value, TerminalText.clean(value), JsonText.quoted(value)))
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList());
    }

    private static boolean isSecret(String name) {
        return NAMES.matcher(name).find() && !IDS.matcher(name).find();
    }

    /** Hides them in a text. */
    String hidden(String text) {
        String hidden = text;
        for (String value : values) {
            hidden = hidden.replace(value, HIDDEN);
        }
        return hidden;
    }
}
