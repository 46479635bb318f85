package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.NamedSettings;
import java.util.Locale;

/**
 * The settings that say which Security Token Service is asked for a role. Those of a profile come first; where it names neither
 * an address nor a region, the variables count, as for the vendor's tools.
 *
 * @param endpoint an address, which comes before a region
 * @param region the service's region
 * @param vpc whether to use the address inside the vendor's networks
 */
record StsPlace(AlibabaSetting endpoint, AlibabaSetting region, AlibabaSetting vpc) {
    static final StsPlace OF_VARIABLES =
            new StsPlace(AlibabaSetting.STS_ENDPOINT, AlibabaSetting.STS_REGION, AlibabaSetting.VPC_ENDPOINT_ENABLED);

    static final StsPlace OF_CLI =
            new StsPlace(AlibabaSetting.CLI_STS_ENDPOINT, AlibabaSetting.CLI_STS_REGION, AlibabaSetting.CLI_ENABLE_VPC);

    static final StsPlace OF_FILE = new StsPlace(
            AlibabaSetting.FILE_STS_ENDPOINT, AlibabaSetting.FILE_STS_REGION, AlibabaSetting.FILE_ENABLE_VPC);

    /** Sets where the role of a profile is asked for. */
    void choose(AlibabaRole.Builder role, NamedSettings profile, NamedSettings variables) {
        boolean told =
                profile.value(endpoint).isPresent() || profile.value(region).isPresent();
        if (told) {
            choose(role, profile);
        } else {
            OF_VARIABLES.choose(role, variables);
            role.vpc(profile.isOn(vpc) || variables.isOn(OF_VARIABLES.vpc));
        }
    }

    /** Sets where a role is asked for. */
    void choose(AlibabaRole.Builder role, NamedSettings settings) {
        settings.value(endpoint).ifPresent(host -> role.endpointNamed(host, endpoint));
        settings.value(region).ifPresent(named -> role.region(inLowerCase(named)));
        role.vpc(settings.isOn(vpc));
    }

    /** A secret stays as it is, so that it is refused: it would become part of an address, and every region has a hyphen. */
    private static String inLowerCase(String region) {
        return region.indexOf('-') > 0 && MisplacedSecret.kind(region).isEmpty()
                ? region.toLowerCase(Locale.ROOT)
                : region;
    }
}
