package dev.imagecopy.verification.endings;

import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.testing.Simulator;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A simulated cloud, its client, and a copy to make. */
final class Stage<C extends ImageCopyClient<R, T>, R, T> implements AutoCloseable {
    private final Simulator simulator;
    private final ClientBuilder<?> builder;
    private final Function<ClientBuilder<?>, C> build;
    private final R request;
    private final Function<C, Stream<?>> list;
    private final List<String> copied;
    private @Nullable C client;

    /** @param copied what the copy is about, in the words of its request */
    <B extends ClientBuilder<B>> Stage(
            Simulator simulator,
            B builder,
            Function<B, C> build,
            R request,
            Function<C, Stream<?>> list,
            List<String> copied) {
        this.simulator = simulator;
        this.builder = builder.callbackExecutor(Runnable::run);
        this.build = ready -> build.apply(builder);
        this.request = request;
        this.list = list;
        this.copied = copied;
    }

    Simulator simulator() {
        return simulator;
    }

    List<String> copied() {
        return copied;
    }

    C client() {
        return client == null ? over(simulator.transport()) : client;
    }

    C over(HttpTransport transport) {
        builder.transport(transport);
        C made = build.apply(builder);
        client = made;
        return made;
    }

    /** Has the client's calls go to another address; takes effect before the client is made. */
    void at(URI endpoint) {
        builder.endpoint(endpoint);
    }

    Operation<T> copy() {
        return client().copyImage(request);
    }

    CompletableFuture<Operation<T>> copyAsync() {
        return client().copyImageAsync(request);
    }

    /** How a copy fails that cannot be started. */
    Throwable copyFailure(boolean async) {
        Throwable failure = async ? catchThrowable(() -> copyAsync().join()) : catchThrowable(this::copy);
        return failure instanceof CompletionException wrapper ? wrapper.getCause() : failure;
    }

    /** Streams all that the cloud lists. */
    Stream<?> list() {
        return list.apply(client());
    }

    @Override
    public void close() {
        client().close();
        simulator.close();
    }
}
