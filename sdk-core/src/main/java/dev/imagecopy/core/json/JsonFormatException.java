package dev.imagecopy.core.json;

/** A text is not the JSON that was expected. The message never quotes the text. */
public final class JsonFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what is wrong, without quoting the text
     */
    public JsonFormatException(String message) {
        super(message);
    }
}
