package dev.imagecopy.cli.command;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Commands that a program, or a command, can have. Reading the options of all of them takes longer than the start of Java, so only
 * those that are wanted are made.
 */
public final class CommandList {
    private final Map<String, String> descriptions = new LinkedHashMap<>();
    private final Map<String, Supplier<CommandLine>> parents = new HashMap<>();
    private final Function<String, Object> commands;

    /**
     * @param commands makes the command of a name
     */
    public CommandList(Function<String, Object> commands) {
        this.commands = commands;
    }

    /**
     * Adds a command to this list.
     *
     * @param name its name
     * @param description what it does
     * @return this list
     */
    public CommandList with(String name, String description) {
        descriptions.put(name, description);
        return this;
    }

    /**
     * Adds a command that has commands of its own to this list.
     *
     * @param name its name
     * @param description what it does
     * @param command makes it
     * @return this list
     */
    public CommandList with(String name, String description, Supplier<CommandLine> command) {
        parents.put(name, command);
        return with(name, description);
    }

    /** Returns the names of the commands in the order of the help, and what they do. */
    public Map<String, String> descriptions() {
        return descriptions;
    }

    /**
     * Makes all commands.
     *
     * @param parent what they are added to
     */
    public void addTo(CommandLine parent) {
        addTo(parent, name -> true);
    }

    /**
     * Makes the commands that the arguments may mean.
     *
     * @param parent what they are added to
     * @param arguments the arguments of the program
     */
    public void addTo(CommandLine parent, List<String> arguments) {
        String first = "";
        for (String argument : arguments) {
            if (first.isEmpty() && !argument.startsWith("-")) {
                first = argument;
            }
        }
        if (descriptions.containsKey(first)) {
            add(parent, first);
        } else if (!first.isEmpty()) { // the value of an option, or a mistake
            addTo(parent, arguments::contains);
        }
    }

    /** Adds the others by their names and descriptions alone, for the parser and its suggestions. */
    private void addTo(CommandLine parent, Predicate<String> wanted) {
        for (String name : descriptions.keySet()) {
            if (wanted.test(name)) {
                add(parent, name);
            } else {
                CommandSpec outline = CommandSpec.create();
                outline.usageMessage().description(descriptions.get(name));
                parent.addSubcommand(name, outline);
            }
        }
    }

    private void add(CommandLine parent, String name) {
        Supplier<CommandLine> made = parents.get(name);
        CommandLine line = made == null ? new CommandLine(commands.apply(name)) : made.get();
        line.getCommandSpec().usageMessage().description(descriptions.get(name));
        parent.addSubcommand(name, line);
    }
}
