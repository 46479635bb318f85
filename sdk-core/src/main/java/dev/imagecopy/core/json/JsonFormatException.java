package dev.imagecopy.core.json;

/** A text is not the expected JSON. The message never quotes the text. */
public final class JsonFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, without quoting the text
     */
    public JsonFormatException(String message) {
        super(message);
    }
}
