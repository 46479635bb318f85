package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses as people write them: what is signed is what is sent. */
class AddressFormTest {
    @ParameterizedTest
    @CsvSource({
        "https://ECS.Private.Example, ecs.private.example",
        "HTTPS://ecs.private.example:0443, ecs.private.example:443",
        "https://ecs.private.example:08443, ecs.private.example:8443",
        "https://ecs.private.example:, ecs.private.example",
        "https://[0:0:0:0:0:0:0:1]:8443, [::1]:8443",
        "https://[::0001], [::1]",
        "https://[2001:DB8:0:0:1:0:0:1], [2001:db8::1:0:0:1]",
        "https://[::ffff:10.0.0.1], 10.0.0.1"
    })
    void request_isSentAndSignedForTheAddressAsTransportsWriteIt(String written, String sent) {
        ManualTimeSource time = new ManualTimeSource();
        FakeTransport transport = new FakeTransport(time).answer(200, "{\"ImageId\":\"m-1\",\"RequestId\":\"r\"}");
        try (AlibabaEcsClient client = AlibabaEcsClient.builder()
                .transport(transport)
                .timeSource(time)
                .callbackExecutor(Runnable::run)
                .region(AlibabaEcsSimulator.SOURCE_REGION)
                .credentials(Clients.CREDENTIALS)
                .endpoint(URI.create(written))
                .build()) {
            client.copyImage(Clients.toShanghai().build());

            assertThat(transport.requests().get(0).uri().getRawAuthority()).isEqualTo(sent);
        }
    }

    @Test
    void signature_ofARequestToACapitalHostAndAPortWithAZero_isAccepted() {
        try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.start();
                AlibabaEcsClient client = Clients.overHttp(simulator)
                        .endpoint(URI.create(
                                "http://LOCALHOST:0" + simulator.endpoint().getPort()))
                        .build()) {
            assertThat(client.copyImage(Clients.toShanghai().build()).id()).startsWith("m-");
        }
    }
}
