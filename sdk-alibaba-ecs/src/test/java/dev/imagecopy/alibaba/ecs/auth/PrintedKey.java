package dev.imagecopy.alibaba.ecs.auth;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** A program that prints its first argument and ends with the code that is its second. */
final class PrintedKey {
    private PrintedKey() {}

    public static void main(String[] arguments) {
        System.out.print(arguments[0]);
        System.exit(Integer.parseInt(arguments[1]));
    }

    /** The command line that runs it with this JVM's own launcher; no part may hold a space. */
    static String command(String text, int exitCode) throws URISyntaxException {
        Path launcher = Path.of(System.getProperty("java.home"), "bin", "java");
        Path classes = Path.of(PrintedKey.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return launcher + " -cp " + classes + " " + PrintedKey.class.getName() + " " + text + " " + exitCode;
    }
}
