package dev.imagecopy.core.credentials;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names by which the tools of one vendor read variables: a prefix, words that may be left out, and a phrase that says what the
 * variable is about. A name is only recognized as a whole: {@code HW_KEYBOARD} and {@code ALIYUN_OSS_REGION} belong to other
 * products.
 *
 * @param prefixes the first words, without the last {@code _}, for example {@code HW}
 * @param services the words that name the service of a client, or a service that issues its credentials, for example {@code IAM}
 * @param known the names that the client reads, or warns about with a better advice
 */
public record ToolVariables(Set<String> prefixes, Set<String> services, Set<String> known) {
    /** Words that change nothing in what a name is about. */
    private static final Set<String> GENERAL = Set.of("CLOUD", "SDK", "CLI", "DEFAULT");

    /** Copies the sets. */
    public ToolVariables {
        prefixes = Set.copyOf(prefixes);
        services = Set.copyOf(services);
        known = Set.copyOf(known);
    }

    /** Returns the same tools with one more name that the client reads. */
    public ToolVariables knowing(String name) {
        Set<String> more = new HashSet<>(known);
        more.add(name);
        return new ToolVariables(prefixes, services, more);
    }

    /** Returns the names in a list of variables that are about certain subjects and that nobody knows, in alphabetical order. */
    public List<String> unknown(NamedSettings variables, VariableSubject... subjects) {
        List<String> unknown = new ArrayList<>();
        for (String name : variables.names()) {
            if (!known.contains(name) && isAbout(name, subjects)) {
                unknown.add(name);
            }
        }
        Collections.sort(unknown);
        return List.copyOf(unknown);
    }

    /** Returns whether a name is that of a variable for the vendor's tools, and about one of certain subjects. */
    public boolean isAbout(String name, VariableSubject... subjects) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix) && name.startsWith("_", prefix.length())) {
                String words = withoutGeneral(name.substring(prefix.length() + 1));
                for (VariableSubject subject : subjects) {
                    if (subject.isIn(words)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private String withoutGeneral(String words) {
        String rest = words;
        for (int end = rest.indexOf('_'); end > 0 && isGeneral(rest.substring(0, end)); end = rest.indexOf('_')) {
            rest = rest.substring(end + 1);
        }
        return rest;
    }

    private boolean isGeneral(String word) {
        return GENERAL.contains(word) || services.contains(word);
    }
}
