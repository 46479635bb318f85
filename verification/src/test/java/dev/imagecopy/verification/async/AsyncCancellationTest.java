package dev.imagecopy.verification.async;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.ImageCopyClient;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cancelling the future of any asynchronous method of a client aborts the exchange that is open, whichever of its exchanges
 * that is, and no other follows. The methods are found by reflection and their arguments made by type, so none is forgotten.
 */
class AsyncCancellationTest {
    /** More than any method makes against a simulator that answers at once. */
    private static final int MOST_EXCHANGES = 20;

    static Stream<Arguments> methods() {
        return Arrays.stream(Cloud.values())
                .flatMap(cloud -> Arrays.stream(cloud.client().getMethods())
                        .filter(method -> method.getName().endsWith("Async") && !method.isBridge())
                        .sorted(Comparator.comparing(Method::toString))
                        .map(method -> Arguments.of(cloud, method)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("methods")
    void cancel_whileAnExchangeIsOpen_abortsIt(Cloud cloud, Method method) throws Exception {
        int cancelled = 0;
        while (cancelled < MOST_EXCHANGES && cancelsAfter(cloud, method, cancelled)) {
            cancelled++;
        }

        assertThat(cancelled)
                .as("exchanges that were open when the future was cancelled")
                .isBetween(1, MOST_EXCHANGES - 1);
    }

    /** Cancels after some exchanges were answered; false if none was open then. */
    private static boolean cancelsAfter(Cloud cloud, Method method, int answered) throws Exception {
        try (Service service = cloud.service();
                HangingTransport transport = new HangingTransport(service.transport(), answered);
                ImageCopyClient<?, ?> client = service.client(transport)) {
            CompletableFuture<?> future = (CompletableFuture<?>) method.invoke(client, arguments(service, method));
            if (future.isDone() || transport.unanswered().isEmpty()) {
                return false;
            }

            assertThat(future.cancel(true)).isTrue();

            assertThat(transport.unanswered())
                    .as("the exchange that was open after " + answered + " others, and no later one")
                    .hasSize(1)
                    .allMatch(CompletableFuture::isCancelled);
            return true;
        }
    }

    private static Object[] arguments(Service service, Method method) {
        List<Object> arguments = new ArrayList<>();
        for (Class<?> type : method.getParameterTypes()) {
            arguments.add(type == CallOptions.class ? CallOptions.defaults() : service.argument(type));
        }
        return arguments.toArray();
    }
}
