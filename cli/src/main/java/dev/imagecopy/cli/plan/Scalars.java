package dev.imagecopy.cli.plan;

import dev.imagecopy.cli.plan.yaml.YamlNode.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What scalars mean where something other than a text is expected. There is one way to write each value. */
final class Scalars {
    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,9}");
    private static final Pattern SPAN =
            Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,7})h)?(?:(\\d{1,9})m)?(?:(\\d{1,10})s)?(?:(\\d{1,10})ms)?");

    private Scalars() {}

    static Optional<Boolean> flag(Text text) {
        return text.quoted()
                ? Optional.empty()
                : switch (text.value()) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                };
    }

    static Optional<Integer> count(Text text, int least, int most) {
        if (text.quoted() || !WHOLE.matcher(text.value()).matches()) {
            return Optional.empty();
        }
        long value = Long.parseLong(text.value());
        return value < least || value > most ? Optional.empty() : Optional.of((int) value);
    }

    /** Reads {@code 1h30m}: numbers with the units d, h, m, s, ms, the greatest first. */
    static Optional<Duration> span(Text text) {
        Matcher parts = SPAN.matcher(text.value());
        if (text.value().isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(number(parts, 1))
                .plusHours(number(parts, 2))
                .plusMinutes(number(parts, 3))
                .plusSeconds(number(parts, 4))
                .plusMillis(number(parts, 5)));
    }

    private static long number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }

    /** Reads the address of a service. */
    static Optional<URI> address(String text) {
        try {
            URI address = new URI(text);
            boolean valid =
                    ("https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme()))
                            && address.getHost() != null
                            && address.getRawUserInfo() == null
                            && address.getRawQuery() == null
                            && address.getRawFragment() == null;
            return valid ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
