package dev.imagecopy.cli.fleet;

import picocli.CommandLine.Option;

/** The commands of fleets; does nothing itself. */
final class FleetCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // by us, but not by picocli
    private boolean help;
}
