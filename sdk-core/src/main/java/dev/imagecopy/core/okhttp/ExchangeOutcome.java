package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.HttpResponse;
import java.util.function.Supplier;

/** How an exchange ended. */
sealed interface ExchangeOutcome {
    /** Returns the response, or throws the reason why there is none. */
    HttpResponse responseOrThrow();

    /** The complete response arrived. */
    record Answered(HttpResponse response) implements ExchangeOutcome {
        @Override
        public HttpResponse responseOrThrow() {
            return response;
        }
    }

    /**
     * There was no usable response.
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
