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
    private static final Pattern SETTING = Pattern.compile("([^=:]+)[=:].+");

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
            if (parts.matches() && SecretSigns.inKey(parts.group(1))) {
                return Optional.of("must be a path, but holds a setting for a secret");
            }
        }
        return SecretSigns.inPieces(visible).map(kind -> "must be a path, but holds " + kind);
    }
}
