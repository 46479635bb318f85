package dev.imagecopy.fleet.internal.page;

/** JSON inside a script element of a page: no character in it can end the element, or begin a comment. */
final class ScriptJson {
    private static final String HEX = "0123456789abcdef";

    private ScriptJson() {}

    /** Writes a string, with its quotes. */
    static String string(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                json.append(c);
            } else {
                json.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    json.append(HEX.charAt((c >> shift) & 0xf));
                }
            }
        }
        return json.append('"').toString();
    }

    private static boolean isPlain(char c) {
        return switch (c) {
            case '"', '\\', '<', '>', '&', '\'', '\u2028', '\u2029' -> false;
            default -> c >= ' ' && (c < 0x7f || c >= 0xa0) && !Character.isSurrogate(c);
        };
    }
}
