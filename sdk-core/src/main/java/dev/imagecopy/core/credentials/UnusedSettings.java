package dev.imagecopy.core.credentials;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings of a vendor's tools that change the identity or the target, but that this SDK does not use. They are never ignored
 * silently: for each one that is set, each client logs one warning with its name and what to do instead, but never its value.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
public final class UnusedSettings {
    /** Why a setting that a later source of a chain acts on has no effect, a clause for the message. */
    public static final String EARLIER = "credentials from an earlier source are used";

    /** Parts of the names of variables that say who acts; underscores around a part stand for a whole word. */
    private static final List<String> IDENTITY = List.of(
            "KEY",
            "_AK_",
            "_SK_",
            "SECRET",
            "PASSWORD",
            "TOKEN",
            "CREDENTIAL",
            "PROFILE",
            "ROLE",
            "AGENCY",
            "OIDC",
            "IDP",
            "DOMAIN",
            "ACCOUNT",
            "ASSUME",
            "IDENTITY",
            "IMPERSONATE");

    private static final String UNKNOWN = "this client knows no such variable";

    private static final Logger LOG = LoggerFactory.getLogger("dev.imagecopy");

    /**
     * A setting that is not used.
     *
     * @param key its name
     * @param advice what to do instead, a clause for the message
     */
    public record Unused(String key, String advice) {}

    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final String client;

    /**
     * Creates an instance for one client.
     *
     * @param client the client's name in messages, for example {@code HuaweiImsClient}
     */
    public UnusedSettings(String client) {
        this.client = client;
    }

    /** Warns about those that are set. */
    public void warn(NamedSettings settings, List<Unused> unused) {
        for (Unused each : unused) {
            if (settings.value(each.key()).isPresent()) {
                warn(each);
            }
        }
    }

    /**
     * Warns about those that are set to something other than what the client uses.
     *
     * @param used what the client uses; empty if nothing
     */
    public void warn(NamedSettings settings, List<Unused> unused, String used) {
        for (Unused each : unused) {
            Optional<String> value = settings.value(each.key());
            if (value.isPresent() && !value.get().equals(used)) {
                warn(each);
            }
        }
    }

    /**
     * Warns about the entries of a section or profile that have a value and that nobody knows: a tool that knows one may act as
     * somebody else because of it.
     *
     * @param entries the section or profile
     * @param known the names of the entries that are read, or that change neither identity nor target, in any letter case
     * @param where what the entries are in, for the message, for example {@code the credentials file}
     */
    public void warnUnknown(NamedSettings entries, Collection<String> known, String where) {
        for (String name : entries.names()) {
            if (entries.value(name).isPresent() && known.stream().noneMatch(name::equalsIgnoreCase)) {
                warn(new Unused(ShownName.of(name), "it is no known entry of " + where));
            }
        }
    }

    /**
     * Warns about variables of a vendor's tools that nobody knows and whose names say that they are about an identity.
     *
     * @param variables variables of which there is a list
     * @param prefixes how the names of the tools' variables begin
     * @param known the names that are read, or warned about with a better advice
     */
    public void warnUnknown(NamedSettings variables, List<String> prefixes, Collection<String> known) {
        for (String name : variables.names()) {
            if (isOfTools(name, prefixes)
                    && isAbout(name, IDENTITY)
                    && !known.contains(name)
                    && variables.value(name).isPresent()) {
                warn(new Unused(name, UNKNOWN));
            }
        }
    }

    /**
     * Warns about variables of a vendor's tools that nobody knows, and whose names say that they choose a place and are about no
     * identity, which {@link #warnUnknown(NamedSettings, List, Collection)} warns about.
     *
     * @param variables variables of which there is a list
     * @param prefixes how the names of the tools' variables begin
     * @param places parts of the names of variables that choose a place, for example {@code REGION}
     * @param known those that are read, or warned about with a better advice
     * @param used the place that the client uses, about which there is no warning; empty if none
     */
    public void warnUnknownPlaces(
            NamedSettings variables, List<String> prefixes, List<String> places, List<Unused> known, String used) {
        for (String name : variables.names()) {
            if (isOfTools(name, prefixes)
                    && isAbout(name, places)
                    && !isAbout(name, IDENTITY)
                    && known.stream().noneMatch(each -> each.key().equals(name))
                    && variables
                            .value(name)
                            .filter(value -> !value.equals(used))
                            .isPresent()) {
                warn(new Unused(name, UNKNOWN));
            }
        }
    }

    private static boolean isOfTools(String name, List<String> prefixes) {
        return prefixes.stream().anyMatch(name::startsWith);
    }

    private static boolean isAbout(String name, List<String> parts) {
        String whole = "_" + name + "_";
        return parts.stream().anyMatch(whole::contains);
    }

    /** Warns about one that is set. */
    public void warn(Unused unused) {
        if (told.add(unused.key())) {
            LOG.warn("{} ignores {}, which is set: {}", client, unused.key(), unused.advice());
        }
    }
}
