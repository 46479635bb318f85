package dev.imagecopy.core.credentials;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
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

    /** Returns the names of settings that the client reads, and of those that it warns about. */
    public static Set<String> names(List<? extends Setting> read, List<List<Unused>> unused) {
        Set<String> names = new HashSet<>();
        for (Setting setting : read) {
            names.add(setting.key());
        }
        for (List<Unused> each : unused) {
            for (Unused one : each) {
                names.add(one.key());
            }
        }
        return names;
    }

    /** Warns about those that are set. */
    public void warn(NamedSettings settings, List<Unused> unused) {
        warn(settings, unused, value -> false);
    }

    /**
     * Warns about those that are set to something other than what the client uses.
     *
     * @param used what the client uses; empty if nothing
     */
    public void warn(NamedSettings settings, List<Unused> unused, String used) {
        warn(settings, unused, used::equals);
    }

    /**
     * Warns about those that are set to something other than what the client uses.
     *
     * @param isUsed whether a value says what the client does anyway
     */
    public void warn(NamedSettings settings, List<Unused> unused, Predicate<String> isUsed) {
        for (Unused each : unused) {
            if (settings.value(each.key()).filter(isUsed.negate()).isPresent()) {
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

    /** Warns about the variables of a vendor's tools that nobody knows and whose names say that they are about certain subjects. */
    public void warnUnknown(NamedSettings variables, ToolVariables tools, VariableSubject... subjects) {
        warnUnknown(variables, tools, UNKNOWN, value -> false, subjects);
    }

    /**
     * Warns about such variables that are set to something other than what the client uses.
     *
     * @param advice what to do instead, a clause for the message
     * @param isUsed whether a value says what the client does anyway
     */
    public void warnUnknown(
            NamedSettings variables,
            ToolVariables tools,
            String advice,
            Predicate<String> isUsed,
            VariableSubject... subjects) {
        for (String name : tools.unknown(variables, subjects)) {
            warn(variables, List.of(new Unused(name, advice)), isUsed);
        }
    }

    /** Warns about one that is set. */
    public void warn(Unused unused) {
        if (told.add(unused.key())) {
            LOG.warn("{} ignores {}, which is set: {}", client, unused.key(), unused.advice());
        }
    }
}
