package dev.imagecopy.verification.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.clouds.Clouds;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A provider that returns null instead of credentials: no request may go out unsigned for that. */
@SuppressWarnings("NullAway") // that is the point
class NullCredentialsTest {
    private enum Cloud {
        ALIBABA,
        HUAWEI,
        YANDEX,
        SERVICE_FABRIC
    }

    private enum Null {
        VALUE,
        FUTURE_OF_NULL
    }

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time);

    static Stream<Arguments> cases() {
        return Stream.of(Cloud.values())
                .flatMap(cloud -> Stream.of(Null.values()).map(none -> Arguments.of(cloud, none)));
    }

    @Tag("FAULT-98")
    @ParameterizedTest
    @MethodSource("cases")
    void copyImage_whenTheProviderReturnsNull_sendsNothing(Cloud cloud, Null none) {
        assertThatThrownBy(() -> copy(cloud, none, false))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("returned null");
        assertThat(transport.requests()).isEmpty();
    }

    @Tag("FAULT-98")
    @ParameterizedTest
    @MethodSource("cases")
    void copyImageAsync_whenTheProviderReturnsNull_sendsNothing(Cloud cloud, Null none) {
        assertThatThrownBy(() -> copy(cloud, none, true))
                .hasRootCauseInstanceOf(CredentialsException.class)
                .hasStackTraceContaining("returned null");
        assertThat(transport.requests()).isEmpty();
    }

    private void copy(Cloud cloud, Null none, boolean async) {
        switch (cloud) {
            case ALIBABA ->
                run(
                        Clouds.alibaba(time)
                                .credentials(source(none))
                                .transport(transport)
                                .build(),
                        Clouds.alibabaCopy(),
                        async);
            case HUAWEI ->
                run(
                        Clouds.huawei(time)
                                .credentials(source(none))
                                .transport(transport)
                                .build(),
                        Clouds.huaweiCopy(),
                        async);
            case YANDEX ->
                run(
                        Clouds.yandex(time)
                                .credentials(source(none))
                                .transport(transport)
                                .build(),
                        Clouds.yandexCopy(),
                        async);
            case SERVICE_FABRIC ->
                run(
                        ServiceFabricClient.builder()
                                .endpoint(URI.create("https://cluster:19080"))
                                .timeSource(time)
                                .credentials(provider(none))
                                .transport(transport)
                                .build(),
                        Clouds.fabricCopy().build(),
                        async);
        }
    }

    private static <R, T> void run(ImageCopyClient<R, T> client, R request, boolean async) {
        try (client) {
            if (async) {
                client.copyImageAsync(request).join();
            } else {
                client.copyImage(request);
            }
        }
    }

    private static <C extends Credentials> CredentialsSource<C> source(Null none) {
        return CredentialsSource.from(provider(none));
    }

    private static <C extends Credentials> CredentialsProvider<C> provider(Null none) {
        return new CredentialsProvider<>() {
            @Override
            public @Nullable C resolve() {
                return null;
            }

            @Override
            public CompletableFuture<C> resolveAsync() {
                return none == Null.VALUE
                        ? CredentialsProvider.super.resolveAsync()
                        : CompletableFuture.completedFuture(null);
            }
        };
    }
}
