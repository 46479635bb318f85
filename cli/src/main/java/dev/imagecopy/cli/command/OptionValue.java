package dev.imagecopy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/** The value of {@code KEY=VALUE} as a plan has it: there, flags and numbers are without quotes, and texts may be. */
final class OptionValue {
    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,8}");

    private OptionValue() {}

    static JsonNode of(String text) {
        if (text.equals("true") || text.equals("false")) {
            return BooleanNode.valueOf(text.equals("true"));
        }
        return WHOLE.matcher(text).matches() ? IntNode.valueOf(Integer.parseInt(text)) : TextNode.valueOf(text);
    }
}
