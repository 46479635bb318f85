package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.credentials.AddressFlaw;
import dev.imagecopy.core.credentials.LocalAddress;
import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.WireAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Addresses from the environment, in the vendor's order: an environment variable per region, then the file
 * {@code regions.yaml}. If there are several for one region, the first is used; the vendor's SDK tries the others if it cannot
 * be reached.
 */
record EndpointOverrides(NamedSettings environment) {
    /** The environment variable that names a region's address. */
    static String variable(String region) {
        return AddressSetting.IMS_OF_REGION
                .key()
                .concat(region.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /**
     * The address of a region; empty if none is configured. Reads the file.
     *
     * @throws IllegalArgumentException if the address is invalid, or if the file is malformed
     */
    Optional<URI> of(String region) {
        Checks checks = Checks.of("The address of region " + region);
        Optional<URI> address = ofVariable(variable(region), checks).or(() -> ofFile(region, checks));
        checks.throwIfAny();
        return address;
    }

    /** The address in one variable. Does no I/O. */
    Optional<URI> ofVariable(String variable, Checks checks) {
        return environment.value(variable).flatMap(text -> read(variable, text.split(",", 2)[0], checks));
    }

    private Optional<URI> ofFile(String region, Checks checks) {
        Optional<Path> named =
                environment.value(AddressSetting.REGIONS_FILE.key()).map(EndpointOverrides::named);
        Path file =
                named.orElseGet(() -> Path.of(System.getProperty("user.home", "."), ".huaweicloud", "regions.yaml"));
        if (named.isEmpty() && !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String text = RegionsFile.read(file, "IMS").get(region);
        return text == null ? Optional.empty() : read(RegionsFile.NAME, text, checks);
    }

    private static Path named(String path) {
        try {
            return SettingFile.named(path, AddressSetting.REGIONS_FILE.key());
        } catch (CredentialsException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    private static Optional<URI> read(String name, String text, Checks checks) {
        String stripped = text.strip();
        String secret = MisplacedSecret.kind(stripped);
        if (!secret.isEmpty()) {
            checks.check(false, name + " must be an address, but holds " + secret);
            return Optional.empty();
        }
        if (!stripped.contains("://") && stripped.indexOf('.') < 0 && !stripped.startsWith("localhost")) {
            checks.check(false, name + " is not an address"); // a word alone, which would be sent to a name server
            return Optional.empty();
        }
        try {
            URI address = URI.create(stripped.contains("://") ? stripped : "https://" + stripped);
            check(name, address, checks);
            return Optional.of(address);
        } catch (IllegalArgumentException e) {
            checks.check(false, name + " is not an address");
            return Optional.empty();
        }
    }

    static void check(String name, URI address, Checks checks) {
        boolean https = "https".equalsIgnoreCase(address.getScheme());
        String secret = MisplacedSecret.kindIn(address);
        checks.check(secret.isEmpty(), name + " must not contain " + secret);
        String flaw = AddressFlaw.of(address);
        if (!flaw.isEmpty()) {
            checks.check(false, name + " " + flaw);
            return;
        }
        boolean here = "http".equalsIgnoreCase(address.getScheme())
                && LocalAddress.isLoopback(WireAddress.of(address).getHost());
        checks.check(
                address.getHost() != null
                        && (https || here)
                        && address.getRawQuery() == null
                        && address.getRawFragment() == null,
                name + " must be an https address without user info, query and fragment");
    }
}
