package dev.imagecopy.core.internal;

import dev.imagecopy.core.spi.Checks;

/** Puts text on one line: white space becomes a single space, control and format characters are removed. */
final class OneLine {
    private OneLine() {}

    static String of(String text, int maxLength) {
        if (text.length() <= maxLength && Checks.isVisibleAscii(text)) {
            return text;
        }
        StringBuilder line = new StringBuilder(Math.min(text.length(), maxLength));
        boolean gap = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                gap = line.length() > 0;
            } else if (!Character.isISOControl(c) && Character.getType(c) != Character.FORMAT) {
                if (line.length() + Character.charCount(c) + (gap ? 1 : 0) > maxLength) {
                    break;
                }
                if (gap) {
                    line.append(' ');
                    gap = false;
                }
                line.appendCodePoint(c);
            }
        }
        return line.toString();
    }
}
