package dev.imagecopy.cli.help;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.IHelpFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The help of a command, which looks as picocli's, and takes a fraction of its time. */
public final class HelpPage extends Help {
    private static final int INDENT = 2;

    private final Map<String, String> commands;

    private HelpPage(CommandSpec command, ColorScheme colors, Map<String, String> commands) {
        super(command, colors);
        this.commands = commands;
    }

    /**
     * Makes the help of a program.
     *
     * @param commands the names of its commands, and what they do; they need not have been added to it
     */
    public static IHelpFactory factory(Map<String, String> commands) {
        return new Factory(commands);
    }

    @Override
    public String createHeading(String text, Object... parameters) {
        return text.replace("%n", System.lineSeparator());
    }

    @Override
    public String description(Object... parameters) {
        WordTable table = new WordTable(colorScheme(), new Column(width(), 0, Column.Overflow.WRAP));
        table.indentWrappedLines = 0;
        for (String paragraph : commandSpec().usageMessage().description()) {
            table.addRowValues(paragraph);
        }
        return table.toString();
    }

    @Override
    protected Text createDetailedSynopsisCommandText() {
        return commands.isEmpty()
                ? super.createDetailedSynopsisCommandText()
                : colorScheme().text(" ").concat(commandSpec().usageMessage().synopsisSubcommandLabel());
    }

    @Override
    protected String insertSynopsisCommandName(int headingLength, Text details) {
        String name = commandSpec().qualifiedName();
        WordTable table = new WordTable(colorScheme(), new Column(width(), 0, Column.Overflow.WRAP));
        table.indentWrappedLines = headingLength + name.length() + 1;
        // The heading is on the same line.
        table.addRowValues(colorScheme()
                .text("X".repeat(headingLength))
                .concat(colorScheme().commandText(name))
                .concat(details));
        return table.toString().substring(headingLength);
    }

    @Override
    public Layout createDefaultLayout(
            List<OptionSpec> options, List<PositionalParamSpec> parameters, ColorScheme colors) {
        int names = calcLongOptionColumnWidth(options, parameters, colors);
        WordTable table = new WordTable(
                colors,
                new Column(2, 0, Column.Overflow.TRUNCATE),
                new Column(2, 0, Column.Overflow.SPAN),
                new Column(1, 0, Column.Overflow.TRUNCATE),
                new Column(names, 1, Column.Overflow.SPAN),
                new Column(width() - names - 5, 1, Column.Overflow.WRAP));
        return new Layout(colors, table, createDefaultOptionRenderer(), createDefaultParameterRenderer());
    }

    @Override
    public String commandListHeading(Object... parameters) {
        return commands.isEmpty()
                ? super.commandListHeading(parameters)
                : createHeading(commandSpec().usageMessage().commandListHeading());
    }

    @Override
    public String commandList() {
        return commands.isEmpty()
                ? super.commandList()
                : twoColumns(commands, true).toString();
    }

    @Override
    public TextTable createTextTable(Map<?, ?> rows) {
        return twoColumns(rows, false);
    }

    private WordTable twoColumns(Map<?, ?> rows, boolean areCommands) {
        int first = INDENT + longest(rows.keySet()) + (areCommands ? 0 : 1);
        WordTable table = new WordTable(
                colorScheme(),
                new Column(first, INDENT, Column.Overflow.SPAN),
                new Column(width() - first, INDENT, Column.Overflow.WRAP));
        for (Map.Entry<?, ?> row : rows.entrySet()) {
            String name = row.getKey().toString();
            table.addRowValues(
                    areCommands
                            ? colorScheme().commandText(name)
                            : colorScheme().text(name),
                    colorScheme().text(row.getValue().toString()));
        }
        return table;
    }

    private static int longest(Collection<?> words) {
        int longest = 0;
        for (Object word : words) {
            longest = Math.max(longest, word.toString().length());
        }
        return longest;
    }

    private int width() {
        return commandSpec().usageMessage().width();
    }

    private record Factory(Map<String, String> commands) implements IHelpFactory {
        @Override
        public Help create(CommandSpec command, ColorScheme colors) {
            return new HelpPage(command, colors, command.parent() == null ? commands : descriptions(command));
        }

        /** The commands of a command have all been added to it. */
        private static Map<String, String> descriptions(CommandSpec parent) {
            Map<String, String> descriptions = new LinkedHashMap<>();
            parent.subcommands()
                    .forEach((name, command) -> descriptions.put(
                            name,
                            String.join(
                                    " ", command.getCommandSpec().usageMessage().description())));
            return descriptions;
        }
    }
}
