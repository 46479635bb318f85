package dev.imagecopy.testing.alibaba;

/** An error response of the service, as an exception. */
public final class EcsRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String words;

    /**
     * Creates an error.
     *
     * @param status the HTTP status
     * @param code the service's code
     * @param words the service's message
     */
    public EcsRefusal(int status, String code, String words) {
        super(status + " " + code, null, false, false);
        this.status = status;
        this.code = code;
        this.words = words;
    }

    /** {@return the HTTP status} */
    public int status() {
        return status;
    }

    /** {@return the service's code} */
    public String code() {
        return code;
    }

    /** {@return the service's message} */
    public String words() {
        return words;
    }
}
