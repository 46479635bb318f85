package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Sources as a client uses them, without a call to the service. */
final class Connected {
    private Connected() {}

    static CredentialsProvider<AlibabaCredentials> to(
            FakeTransport transport, ManualTimeSource time, CredentialsSource<AlibabaCredentials> source) {
        return to(transport, time, source, builder -> builder);
    }

    static CredentialsProvider<AlibabaCredentials> to(
            FakeTransport transport,
            ManualTimeSource time,
            CredentialsSource<AlibabaCredentials> source,
            UnaryOperator<AlibabaEcsClient.Builder> settings) {
        AtomicReference<CredentialsProvider<AlibabaCredentials>> connected = new AtomicReference<>();
        settings.apply(AlibabaEcsClient.builder()
                        .region("cn-hangzhou")
                        .transport(transport)
                        .timeSource(time)
                        .credentials(connection -> {
                            connected.set(source.connect(connection));
                            return connected.get();
                        }))
                .build();
        return connected.get();
    }
}
