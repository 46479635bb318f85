package dev.imagecopy.benchmarks.contender;

import java.net.URI;

/**
 * A client under measurement: ours, a hand-written one, or a vendor's SDK. One class each, with a public constructor without
 * parameters; {@link ContenderProcess} makes one for each process.
 *
 * <p>Every contender asks for the same: a copy of image {@value #IMAGE} under a new name, signed with {@link #ACCESS_KEY} and
 * {@link #SECRET_KEY} where the service wants a signature, and the status of a copy, which the stub server always calls
 * unfinished. Nothing is closed: the process ends. Its settings are those of its documentation's first example, apart from what lets it reach the stub server.
 */
public interface Contender {
    /** The image that is copied. */
    String IMAGE = "465076de-dc36-4aec-80f5-ef9d8009428f";

    /** The id of the access key, or where there are none, the bearer token. */
    String ACCESS_KEY = "BENCHMARKACCESSKEY00";

    /** The access key's secret. */
    String SECRET_KEY = "benchmark-secret-of-forty-characters-0123";

    /** The project, folder or account. */
    String PROJECT = "0123456789abcdef0123456789abcdef";

    /** The region, where the service has some. */
    String REGION = "eu-west-101";

    /**
     * Builds the client, ready for its first call. Sends nothing.
     *
     * @param cloud the service to speak to
     * @param endpoint the stub server
     * @throws UnsupportedOperationException if this contender does not speak to that service
     * @throws Exception if the client cannot be built
     */
    void open(Cloud cloud, URI endpoint) throws Exception;

    /**
     * Starts a copy and waits for the service's response. Called by many threads at once.
     *
     * @return the copy, as {@link #poll} takes it
     * @throws Exception if the service refuses, or the response is not understood
     */
    Object copy() throws Exception;

    /**
     * Asks once how a copy stands and waits for the response. Called by many threads at once, each with a copy of its own.
     *
     * @param copy what {@link #copy} returned
     * @throws Exception if the service refuses, the response is not understood, or the copy is not in progress
     */
    void poll(Object copy) throws Exception;
}
