package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import java.util.List;
import java.util.stream.Stream;

/**
 * Variables by which the vendor's tools, OpenStack's and Terraform's provider for Huawei Cloud choose a region, a project or an
 * address. A client takes these from its builder, and warns about variables that name others.
 */
final class UnusedPlaces {
    static final List<Unused> REGIONS = List.of(
            region("HW_REGION_NAME"),
            region("HW_REGION"),
            region("HUAWEI_REGION"),
            region("HUAWEICLOUD_REGION"),
            region("HUAWEICLOUD_REGION_NAME"),
            region("HUAWEICLOUD_SDK_REGION"),
            region("OS_REGION_NAME"));

    static final List<Unused> PROJECTS = List.of(
            project("HW_PROJECT_NAME"),
            project("HW_TENANT_NAME"),
            project("HW_TENANT_ID"),
            project("HUAWEI_PROJECT_ID"),
            project("HUAWEI_PROJECT_NAME"),
            project("HUAWEICLOUD_PROJECT_NAME"),
            project("HUAWEICLOUD_PROJECT_ID"),
            project("OS_PROJECT_NAME"),
            project("OS_PROJECT_ID"),
            project("OS_TENANT_NAME"),
            project("OS_TENANT_ID"));

    static final List<Unused> ADDRESSES = List.of(
            new Unused("HW_AUTH_URL", "name the address with HuaweiImsClient.Builder.iamEndpoint"),
            new Unused("OS_AUTH_URL", "name the address with HuaweiImsClient.Builder.iamEndpoint"),
            new Unused("HUAWEICLOUD_SDK_STS_ENDPOINT", "name the address with HuaweiImsClient.Builder.iamEndpoint"),
            new Unused("HW_CLOUD", "name the addresses with HuaweiImsClient.Builder.endpoint and iamEndpoint"));

    static final List<Unused> ENTERPRISE_PROJECTS = List.of(
            enterpriseProject("HW_ENTERPRISE_PROJECT_ID"),
            enterpriseProject("HUAWEICLOUD_ENTERPRISE_PROJECT_ID"),
            enterpriseProject("HUAWEICLOUD_SDK_ENTERPRISE_PROJECT_ID"));

    static final List<Unused> CONNECTIONS = List.of(
            new Unused("HW_INSECURE", "certificates are always checked"),
            new Unused("OS_INSECURE", "certificates are always checked"));

    /** How the names of the tools' variables begin. */
    private static final String[] TOOLS = {"HUAWEI_", "HUAWEICLOUD_", "HW_"};

    private UnusedPlaces() {}

    /** Those that are named above, those that belong to a key, and the addresses of other services by region. */
    private static List<Unused> known(NamedSettings variables) {
        List<Unused> ofKeys = List.of(
                project("HUAWEICLOUD_SDK_PROJECT_ID"), project("HW_PROJECT_ID"), project("HW_DELEGATED_PROJECT"));
        Stream<Unused> addresses = variables.names().stream()
                .filter(name -> name.startsWith("HUAWEICLOUD_SDK_REGION"))
                .map(UnusedPlaces::region);
        return Stream.concat(
                        Stream.of(REGIONS, PROJECTS, ofKeys, ENTERPRISE_PROJECTS)
                                .flatMap(List::stream),
                        addresses)
                .toList();
    }

    private static Unused region(String key) {
        return new Unused(key, "name the region with HuaweiImsClient.Builder.region");
    }

    private static Unused project(String key) {
        return new Unused(key, "name the project with HuaweiImsClient.Builder.projectId");
    }

    private static Unused enterpriseProject(String key) {
        return new Unused(key, "name the enterprise project with HuaweiImsClient.Builder.enterpriseProjectId");
    }

    /**
     * What the builder sets, so that variables have no effect.
     *
     * @param project whether it sets a project
     * @param address whether it sets an address
     * @param enterpriseProject whether it sets an enterprise project
     */
    record Chosen(boolean project, boolean address, boolean enterpriseProject) {}

    /**
     * Warns about those that name a region, project or address other than the client's.
     *
     * @param region the client's region
     * @param chosen what the builder sets
     */
    static void warn(NamedSettings variables, String region, Chosen chosen) {
        UnusedSettings told = new UnusedSettings("HuaweiImsClient");
        told.warn(variables, REGIONS, region);
        told.warnUnknownPlaces(variables, List.of(TOOLS), List.of("REGION"), known(variables), region);
        if (!chosen.project()) {
            told.warn(variables, PROJECTS);
            told.warnUnknownPlaces(variables, List.of(TOOLS), List.of("PROJECT"), known(variables), "");
        }
        if (!chosen.address()) {
            told.warn(variables, ADDRESSES);
        }
        if (!chosen.enterpriseProject()) {
            told.warn(variables, ENTERPRISE_PROJECTS);
        }
        told.warn(
                name -> variables
                        .value(name)
                        .filter(value -> !value.equalsIgnoreCase("false"))
                        .orElse(null),
                CONNECTIONS);
    }
}
