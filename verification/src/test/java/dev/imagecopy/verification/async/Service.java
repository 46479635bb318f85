package dev.imagecopy.verification.async;

import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Simulator;
import java.util.List;
import java.util.function.Function;

/** A simulated cloud without sockets, and what the methods of its client can be called with. */
final class Service implements AutoCloseable {
    private final ManualTimeSource time = new ManualTimeSource();
    private final Simulator simulator;
    private final ClientBuilder<?> builder;
    private final Function<ClientBuilder<?>, ImageCopyClient<?, ?>> build;
    private final List<Object> arguments;

    /** The first of the arguments is the request for a copy. */
    <B extends ClientBuilder<B>> Service(
            Function<TimeSource, ? extends Simulator> simulator,
            B builder,
            Function<B, ? extends ImageCopyClient<?, ?>> build,
            Object... arguments) {
        this.simulator = simulator.apply(time);
        this.builder =
                builder.endpoint(this.simulator.endpoint()).timeSource(time).callbackExecutor(Runnable::run);
        this.build = ready -> build.apply(builder);
        this.arguments = List.of(arguments);
    }

    HttpTransport transport() {
        return simulator.transport();
    }

    ImageCopyClient<?, ?> client(HttpTransport transport) {
        builder.transport(transport);
        return build.apply(builder);
    }

    Object argument(Class<?> type) {
        return arguments.stream()
                .filter(value -> type == int.class ? value instanceof Integer : type.isInstance(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No argument is known of " + type + ": add one to Cloud"));
    }

    @Override
    public void close() {
        simulator.close();
    }
}
