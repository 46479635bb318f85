package dev.imagecopy.servicefabric.auth;

import java.security.InvalidKeyException;

/** A certificate or key in a form that is not read. The message names the form and what to do, and quotes nothing. */
final class UnfitKeyException extends InvalidKeyException {
    private static final long serialVersionUID = 1L;

    UnfitKeyException(String message) {
        super(message);
    }
}
