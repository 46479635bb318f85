package dev.imagecopy.cli.manual;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imagecopy.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the manual pages, and the completion of bash and zsh, from the commands themselves. Not part of the runnable jar. */
public final class Pages {
    private Pages() {}

    /**
     * Writes the pages.
     *
     * @param arguments the folder to write to, and the program's version
     * @throws IOException if it cannot be written to
     */
    public static void main(String... arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path manual = Files.createDirectories(folder.resolve("man/man1"));
        CommandLine program = Main.commandLine();
        write(manual, program, "imagecopy " + arguments[1]);
        Files.writeString(folder.resolve("imagecopy-completion.sh"), AutoComplete.bash("imagecopy", program), UTF_8);
    }

    private static void write(Path manual, CommandLine command, String version) throws IOException {
        StringWriter page = new StringWriter();
        ManPageGenerator.writeSingleManPage(new PrintWriter(page), command.getCommandSpec());
        String name = command.getCommandSpec().qualifiedName("-");
        Files.writeString(manual.resolve(name + ".1"), Roff.of(page.toString(), version), UTF_8);
        for (CommandLine sub : command.getSubcommands().values()) {
            write(manual, sub, version);
        }
    }
}
