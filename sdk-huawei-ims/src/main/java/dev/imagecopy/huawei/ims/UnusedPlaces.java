package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.ToolVariables;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.core.credentials.VariableSubject;
import dev.imagecopy.core.credentials.WrittenHost;
import dev.imagecopy.core.spi.WireAddress;
import dev.imagecopy.huawei.ims.auth.HuaweiUnusedSettings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Variables by which the vendor's tools, OpenStack's and Terraform's provider for Huawei Cloud choose a region, a project or an
 * address. A client takes these from its builder, and warns about variables that name others.
 */
final class UnusedPlaces {
    private static final String REGION = "name the region with HuaweiImsClient.Builder.region";
    private static final String PROJECT = "name the project with HuaweiImsClient.Builder.projectId";
    private static final String ADDRESS = "name the addresses with HuaweiImsClient.Builder.endpoint and iamEndpoint";
    private static final String ENTERPRISE_PROJECT =
            "name the enterprise project with HuaweiImsClient.Builder.enterpriseProjectId";

    private static final ToolVariables TOOLS = HuaweiUnusedSettings.TOOLS.knowing(AddressSetting.IAM_ENDPOINT.key());

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
            iamAddress("HW_AUTH_URL"),
            iamAddress("OS_AUTH_URL"),
            iamAddress("HUAWEICLOUD_SDK_STS_ENDPOINT"),
            address("HW_CLOUD"));

    static final List<Unused> ENTERPRISE_PROJECTS = List.of(
            enterpriseProject("HW_ENTERPRISE_PROJECT_ID"),
            enterpriseProject("HUAWEICLOUD_ENTERPRISE_PROJECT_ID"),
            enterpriseProject("HUAWEICLOUD_SDK_ENTERPRISE_PROJECT_ID"));

    static final List<Unused> CONNECTIONS = List.of(
            new Unused("HW_INSECURE", "certificates are always checked"),
            new Unused("OS_INSECURE", "certificates are always checked"));

    /** What stands for the enterprise project that everything belongs to unless somebody names another. */
    private static final String DEFAULT_ENTERPRISE_PROJECT = "0";

    private static final Set<String> OFF = Set.of("false", "no", "off", "0");

    private UnusedPlaces() {}

    private static Unused region(String key) {
        return new Unused(key, REGION);
    }

    private static Unused project(String key) {
        return new Unused(key, PROJECT);
    }

    private static Unused iamAddress(String key) {
        return new Unused(key, "name the address with HuaweiImsClient.Builder.iamEndpoint");
    }

    private static Unused address(String key) {
        return new Unused(key, ADDRESS);
    }

    private static Unused enterpriseProject(String key) {
        return new Unused(key, ENTERPRISE_PROJECT);
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
     * Warns about those that name a region, project or address other than the client's, and about others of the same tools, where
     * the variables are listed. A region's own project has the name of the region.
     *
     * @param region the client's region
     * @param iam the client's address of the identity service
     * @param chosen what the builder sets
     */
    static void warn(NamedSettings variables, String region, URI iam, Chosen chosen) {
        UnusedSettings told = new UnusedSettings("HuaweiImsClient");
        Predicate<String> isRegion = region::equalsIgnoreCase;
        told.warn(variables, REGIONS, isRegion);
        told.warnUnknown(variables, TOOLS, REGION, isRegion, VariableSubject.REGION);
        if (!chosen.project()) {
            told.warn(variables, PROJECTS, isRegion);
            told.warnUnknown(variables, TOOLS, PROJECT, isRegion, VariableSubject.PROJECT);
        }
        if (!chosen.address()) {
            Predicate<String> isAddress = value ->
                    isUsed(WrittenHost.of(value), region, WireAddress.of(iam).getHost());
            told.warn(variables, ADDRESSES, isAddress);
            told.warnUnknown(
                    variables, TOOLS, ADDRESS, isAddress, VariableSubject.ENDPOINT, VariableSubject.LOGIN_ADDRESS);
        }
        if (!chosen.enterpriseProject()) {
            told.warn(variables, ENTERPRISE_PROJECTS, DEFAULT_ENTERPRISE_PROJECT);
            told.warnUnknown(
                    variables,
                    TOOLS,
                    ENTERPRISE_PROJECT,
                    DEFAULT_ENTERPRISE_PROJECT::equals,
                    VariableSubject.ENTERPRISE_PROJECT);
        }
        told.warn(variables, CONNECTIONS, value -> OFF.contains(value.toLowerCase(Locale.ROOT)));
    }

    /** Whether a host or domain is the client's. The identity service has a host without a region, too. */
    private static boolean isUsed(String host, String region, String iam) {
        String ims = HuaweiImsEndpoints.ims(region).getHost();
        String domain = iam.replaceFirst("^[^.]*\\." + Pattern.quote(region) + "\\.", "");
        return List.of(ims, iam, domain, "iam." + domain).contains(host);
    }
}
