package dev.imagecopy.cli.output;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal that understands what {@link Screen} sends, wraps lines that are too long and, like most, wraps them anew when its
 * width changes. Anything else that would control a terminal fails.
 */
final class VirtualTerminal extends Writer {
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[([0-9]*)([A-Za-z])");

    /** A row; one that goes on in the next was wrapped by the terminal. */
    private record Row(StringBuilder text, boolean goesOn) {
        Row() {
            this(new StringBuilder(), false);
        }
    }

    private ScreenSize size;
    private final List<Row> rows = new ArrayList<>(List.of(new Row()));
    private int row;
    private int column;
    private int colored;

    VirtualTerminal(int columns, int rows) {
        this.size = new ScreenSize(columns, rows);
    }

    PrintWriter writer() {
        return new PrintWriter(this);
    }

    Printer printer() {
        return new Printer(writer(), Secrets.of(Map.of()));
    }

    synchronized ScreenSize size() {
        return size;
    }

    /** All lines from the first, as they are now, without the empty one of the cursor. */
    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>(
                rows.stream().map(each -> each.text.toString().stripTrailing()).toList());
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    /** How often a text was colored. */
    synchronized int colored() {
        return colored;
    }

    synchronized void resize(int columns, int height) {
        size = new ScreenSize(columns, height);
        List<Row> before = List.copyOf(rows);
        int cursor = row;
        rows.clear();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < before.size(); i++) {
            if (i == cursor) {
                row = rows.size();
            }
            line.append(before.get(i).text);
            if (!before.get(i).goesOn) {
                wrapped(line);
                line.setLength(0);
            }
        }
    }

    private void wrapped(StringBuilder line) {
        int from = 0;
        while (line.length() - from > size.columns()) {
            rows.add(new Row(new StringBuilder(line.substring(from, from + size.columns())), true));
            from += size.columns();
        }
        rows.add(new Row(new StringBuilder(line.substring(from)), false));
    }

    @Override
    public synchronized void write(char[] chars, int offset, int length) {
        String text = new String(chars, offset, length);
        Matcher sequence = SEQUENCE.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == '\u001b') {
                if (!sequence.find(at) || sequence.start() != at) {
                    throw new AssertionError("unknown sequence in " + text);
                }
                control(sequence.group(2).charAt(0), sequence.group(1));
                at = sequence.end();
            } else {
                put(text.charAt(at++));
            }
        }
    }

    private void control(char command, String number) {
        switch (command) {
            case 'A' -> row = Math.max(0, row - Integer.parseInt(number));
            case 'K' -> rows.get(row).text.setLength(Math.min(rows.get(row).text.length(), column));
            case 'J' -> {
                if (column == 0 && row == Math.max(0, rows.size() - size.rows())) {
                    row = rows.size(); // as tmux does: a whole screen that is erased scrolls into the history
                    rows.add(new Row());
                    return;
                }
                rows.get(row).text.setLength(Math.min(rows.get(row).text.length(), column));
                while (rows.size() > row + 1) {
                    rows.remove(rows.size() - 1);
                }
            }
            case 'm' -> colored += "0".equals(number) ? 0 : 1;
            default -> throw new AssertionError("unknown command " + command);
        }
    }

    private void put(char c) {
        if (c == '\r') {
            column = 0;
        } else if (c == '\n') {
            newRow(false);
        } else if (c < ' ' || c == 0x7f) {
            throw new AssertionError("control character " + (int) c);
        } else {
            if (column == size.columns()) {
                newRow(true);
            }
            StringBuilder text = rows.get(row).text;
            while (text.length() < column) {
                text.append(' ');
            }
            text.replace(column, Math.min(text.length(), column + 1), String.valueOf(c));
            column++;
        }
    }

    private void newRow(boolean wraps) {
        rows.set(row, new Row(rows.get(row).text, wraps));
        row++;
        column = 0;
        if (row == rows.size()) {
            rows.add(new Row());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
