package dev.imagecopy.cli.output;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads paths from the command line. What is a secret, or an address with one, would get into messages and names of folders. */
public final class PathWord implements ITypeConverter<Path> {
    /** One letter and a colon are a drive of Windows. */
    private static final Pattern ADDRESS = Pattern.compile("(?i)jdbc:.*|[a-z][a-z0-9+.-]+:[/\\\\].*|.*://.*");

    private static final Pattern LOGIN = Pattern.compile("[^/\\\\:@]+:[^/\\\\@]+@.*");
    private static final Pattern SETTING_ENDS = Pattern.compile("[/\\\\?&;,#\\s\"'`]+");
    private static final Pattern SETTING = Pattern.compile("([^=:]+)([=:].+)");

    /** Behind the name of a container's image, which may be a word for a secret. */
    private static final Pattern VERSION = Pattern.compile(
            ":(v[0-9]{1,4}([._-][0-9a-z]{1,10}){0,4}|[0-9]{1,4}(\\.[0-9]{1,4}){1,3}(-[a-z0-9]{1,10})?|latest|stable)");

    @Override
    public Path convert(String text) {
        Optional<String> problem = problem(text);
        if (problem.isPresent()) {
            throw new TypeConversionException(problem.get());
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("has characters that no path has");
        }
    }

    /** What a text is in place of a path, to be put behind its name; empty if it may be one. */
    public static Optional<String> problem(String text) {
        String visible = SecretSigns.visible(text);
        if (ADDRESS.matcher(visible).matches() || LOGIN.matcher(visible).matches()) {
            return Optional.of("must be a path on this machine, but is the address of a server or of a database");
        }
        for (String setting : SETTING_ENDS.split(visible, -1)) {
            var parts = SETTING.matcher(setting);
            if (parts.matches()
                    && SecretSigns.isKey(parts.group(1))
                    && !VERSION.matcher(parts.group(2)).matches()) {
                return Optional.of("must be a path, but holds a setting for a secret");
            }
        }
        return SecretSigns.inValue(visible).map(kind -> "must be a path, but holds " + kind);
    }
}
