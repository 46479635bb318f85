package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.HttpResponse;
import java.util.function.Supplier;

/** How an exchange ended. */
sealed interface ExchangeOutcome {
    /** Returns the response, or throws the reason why there is none. */
    HttpResponse responseOrThrow();

    /** The whole answer came. */
    record Answered(HttpResponse response) implements ExchangeOutcome {
        @Override
        public HttpResponse responseOrThrow() {
            return response;
        }
    }

    /**
     * No usable answer came.
     *
     * @param exception creates the exception on the thread that asks for it, so that the stack trace shows the caller
     */
    record Failed(Supplier<? extends RuntimeException> exception) implements ExchangeOutcome {
        @Override
        public HttpResponse responseOrThrow() {
            throw exception.get();
        }
    }
}
