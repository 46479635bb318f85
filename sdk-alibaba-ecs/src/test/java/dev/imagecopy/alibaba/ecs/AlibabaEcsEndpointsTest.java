package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlibabaEcsEndpointsTest {
    private static URI address(AlibabaEndpointMode mode, String region) {
        return new AlibabaEcsEndpoints(mode, Optional.empty()).apply(region);
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, cn-hangzhou, ecs.cn-hangzhou.aliyuncs.com",
        "PUBLIC, cn-shanghai-finance-1, ecs-cn-hangzhou.aliyuncs.com",
        "PUBLIC, newer-than-the-table-9, ecs.newer-than-the-table-9.aliyuncs.com",
        "VPC, newer-than-the-table-9, ecs-vpc.newer-than-the-table-9.aliyuncs.com",
        "CENTRAL, newer-than-the-table-9, ecs.aliyuncs.com"
    })
    void address_ofEachRegion_isInTheVendorsDomain(AlibabaEndpointMode mode, String region, String host) {
        assertThat(address(mode, region)).hasHost(host).hasScheme("https");
    }

    @ParameterizedTest
    @ValueSource(strings = {"attacker.example/", "attacker.example#", "a.b", "x@attacker.example", "CN-HANGZHOU", "é"})
    void address_ofWhatIsNoRegion_isNeverMade(String region) {
        for (AlibabaEndpointMode mode :
                new AlibabaEndpointMode[] {AlibabaEndpointMode.PUBLIC, AlibabaEndpointMode.VPC}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> address(mode, region))
                    .withMessageContaining("region must be 1 to 40 characters");
        }
    }
}
