package dev.imagecopy.servicefabric.model;

/** The versions of the copy call that the vendor documents. */
public enum ServiceFabricApiVersion {
    /** The call of 2017, without a timeout parameter: the cluster gives every copy 60 s. */
    V1_0("1.0"),
    /** The current call. */
    V6_0("6.0");

    private final String text;

    ServiceFabricApiVersion(String text) {
        this.text = text;
    }

    /**
     * Returns the version as it is sent.
     *
     * @return for example {@code 6.0}
     */
    public String text() {
        return text;
    }
}
