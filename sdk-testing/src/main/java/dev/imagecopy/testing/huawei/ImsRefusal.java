package dev.imagecopy.testing.huawei;

import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.SimulatedResponse;

/** An error response of the cloud in one of its envelopes, as an exception. */
public final class ImsRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private enum Envelope {
        SERVICE,
        GATEWAY,
        IAM
    }

    private final Envelope envelope;
    private final int status;
    private final String code;
    private final String words;

    private ImsRefusal(Envelope envelope, int status, String code, String words) {
        super(status + " " + code, null, false, false);
        this.envelope = envelope;
        this.status = status;
        this.code = code;
        this.words = words;
    }

    /**
     * Creates an error of the image service, which is always a 400.
     *
     * @param code for example {@code IMG.0027}
     * @param words the service's message
     * @return the error
     */
    public static ImsRefusal service(String code, String words) {
        return new ImsRefusal(Envelope.SERVICE, 400, code, words);
    }

    /**
     * Creates the error for a job that does not exist.
     *
     * @return the error
     */
    public static ImsRefusal unknownJob() {
        return new ImsRefusal(Envelope.SERVICE, 404, "IMG.0023", "Failed to query the job: it does not exist.");
    }

    /**
     * Creates an error of the API gateway in front of the service.
     *
     * @param status the HTTP status
     * @param code for example {@code APIGW.0301}
     * @param words the gateway's message
     * @return the error
     */
    public static ImsRefusal gateway(int status, String code, String words) {
        return new ImsRefusal(Envelope.GATEWAY, status, code, words);
    }

    /**
     * Creates an error of the identity service, whose codes are numbers.
     *
     * @param status the HTTP status, which is also the code
     * @param title the status as text
     * @param words the service's message
     * @return the error
     */
    public static ImsRefusal iam(int status, String title, String words) {
        return new ImsRefusal(Envelope.IAM, status, title, words);
    }

    /**
     * Writes the response.
     *
     * @param requestId the id of the request
     * @return status and body as the cloud sends them
     */
    public SimulatedResponse answer(String requestId) {
        return SimulatedResponse.json(
                status,
                switch (envelope) {
                    case SERVICE -> Json.map("error", Json.map("message", words, "code", code));
                    case GATEWAY -> Json.map("error_msg", words, "error_code", code, "request_id", requestId);
                    case IAM -> Json.map("error", Json.map("message", words, "code", status, "title", code));
                });
    }
}
