package dev.imagecopy.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Commands that a program, or a command, can have. Reading the options of all of them takes longer than the start of Java, so only
 * those that are wanted are made.
 */
public final class CommandList {
    private final Map<String, String> descriptions = new LinkedHashMap<>();
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
            if (argument.startsWith("@")) { // more arguments, in a file
                addTo(parent);
                return;
            }
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

    /** Adds the others by their names alone, for the parser and its suggestions. */
    private void addTo(CommandLine parent, Predicate<String> wanted) {
        for (String name : descriptions.keySet()) {
            if (wanted.test(name)) {
                add(parent, name);
            } else {
                parent.addSubcommand(name, CommandSpec.create());
            }
        }
    }

    private void add(CommandLine parent, String name) {
        Object command = commands.apply(name);
        CommandLine line = command instanceof CommandLine made ? made : new CommandLine(command);
        line.getCommandSpec().usageMessage().description(descriptions.get(name));
        parent.addSubcommand(name, line);
    }
}
