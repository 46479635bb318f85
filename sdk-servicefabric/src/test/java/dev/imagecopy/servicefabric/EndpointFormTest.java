package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint in the form in which PowerShell's Connect-ServiceFabricCluster takes it. */
class EndpointFormTest {
    @ParameterizedTest
    @ValueSource(strings = {"mycluster:19000", "mycluster.westeurope.cloudapp.example:19000", "localhost:19000"})
    void connectionEndpoint_isRefusedWithTheSchemeAndThePort(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceFabricClient.builder()
                        .endpoint(URI.create(endpoint))
                        .build())
                .withMessageContaining("https:// is missing")
                .withMessageContaining("19080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://my_cluster:19080", "https://my_cluster"})
    void endpoint_withAnUnderscore_isRefusedWithTheReason(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceFabricClient.builder()
                        .endpoint(URI.create(endpoint))
                        .build())
                .withMessageContaining("underscore");
    }
}
