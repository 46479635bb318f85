package dev.imagecopy.core.okhttp;

import java.io.IOException;

/** An unchecked exception or error out of OkHttp, or out of an interceptor or listener of a borrowed client. */
final class UnexpectedException extends IOException {
    private static final long serialVersionUID = 1L;

    UnexpectedException(Throwable cause) {
        super(cause);
    }
}
