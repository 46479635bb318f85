package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.credentials.ListedSettings;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables of the vendor's command line: those that say what the client does anyway cause no warning. */
class UnusedIdentitiesTest {
    @ParameterizedTest
    @CsvSource({
        "SFCTL_SERVICEFABRIC_ENDPOINT, https://cluster.example:19080, 0",
        "SFCTL_SERVICEFABRIC_ENDPOINT, https://Cluster.example:19080/, 0",
        "SFCTL_SERVICEFABRIC_ENDPOINT, https://cluster.example:19081, 1",
        "SFCTL_SERVICEFABRIC_ENDPOINT, https://other.example:19080, 1",
        "SFCTL_SERVICEFABRIC_NO_VERIFY, False, 0",
        "SFCTL_SERVICEFABRIC_NO_VERIFY, True, 1",
        "SFCTL_SERVICEFABRIC_USE_CA, false, 0",
        "SFCTL_SERVICEFABRIC_SECURITY, none, 0",
        "SFCTL_SERVICEFABRIC_SECURITY, pem, 1"
    })
    void variable_isNamedUnlessItSaysWhatTheClientDoes(String name, String value, int warnings) {
        ListedSettings variables = new ListedSettings(Map.of(name, value));

        assertThat(CapturedLog.of(() -> UnusedIdentities.warn(variables, false, "https://cluster.example:19080")))
                .hasSize(warnings)
                .allMatch(line -> line.contains(" ignores " + name + ", which is set"));
    }
}
