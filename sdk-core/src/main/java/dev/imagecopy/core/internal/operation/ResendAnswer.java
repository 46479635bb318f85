package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.spi.PollResult;

/** Whether the request of an operation may be sent again. */
sealed interface ResendAnswer<T> {
    /** It may, and that is durable. */
    record Permitted<T>() implements ResendAnswer<T> {}

    /** Somebody else has sent it since the operation was taken up. */
    record Overtaken<T>() implements ResendAnswer<T> {}

    /** Somebody else has seen the operation end. */
    record Ended<T>(PollResult.Found<T> end) implements ResendAnswer<T> {}
}
