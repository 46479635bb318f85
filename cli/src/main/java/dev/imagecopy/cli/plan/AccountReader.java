package dev.imagecopy.cli.plan;

import dev.imagecopy.alibaba.ecs.AlibabaEndpointMode;
import dev.imagecopy.alibaba.ecs.SignatureVersion;
import dev.imagecopy.cli.plan.PlanAccount.Basics;
import dev.imagecopy.cli.plan.PlanAccount.ClusterIdentity;
import dev.imagecopy.cli.plan.PlanAccount.ClusterTrust;
import dev.imagecopy.cli.plan.PlanAccount.CredentialsPlace;
import dev.imagecopy.cli.plan.Section.Value;
import dev.imagecopy.cli.plan.yaml.YamlNode.Text;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.huawei.ims.HuaweiCopyVersion;
import dev.imagecopy.servicefabric.auth.ServerTrust;
import dev.imagecopy.yandex.desktop.YandexDesktopHost;
import dev.imagecopy.yandex.desktop.YandexInstallation;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads the accounts of a plan. */
final class AccountReader {
    private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern ENTERPRISE_PROJECT =
            Pattern.compile("0|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private final Path folder;

    /**
     * Creates a reader.
     *
     * @param folder the folder of the plan, which relative files belong to
     */
    AccountReader(Path folder) {
        this.folder = folder;
    }

    /** Reads the accounts, by their names, without those that do not say which cloud they are of. */
    Map<String, PlanAccount> read(Section accounts) {
        Map<String, PlanAccount> read = new LinkedHashMap<>();
        accounts.byName().forEach((name, section) -> section.text("cloud")
                .flatMap(Cloud::of)
                .ifPresent(cloud -> read.put(name, account(name, cloud, section))));
        return read;
    }

    private PlanAccount account(String name, Cloud cloud, Section section) {
        Basics basics = new Basics(
                name,
                address(section, "endpoint"),
                section.flag("allowPlaintext").orElse(false),
                section.text("tenant").orElse(""));
        return switch (cloud) {
            case ALIBABA -> alibaba(basics, section);
            case HUAWEI -> huawei(basics, section);
            case YANDEX -> yandex(basics, section);
            case SERVICE_FABRIC -> serviceFabric(basics, section);
        };
    }

    private PlanAccount alibaba(Basics basics, Section section) {
        return new PlanAccount.Alibaba(
                basics,
                credentials(section),
                region(section),
                id(section, "accountId"),
                section.text("endpointMode").map(word -> switch (word) {
                    case "vpc" -> AlibabaEndpointMode.VPC;
                    case "central" -> AlibabaEndpointMode.CENTRAL;
                    default -> AlibabaEndpointMode.PUBLIC;
                }),
                section.text("signatureVersion")
                        .map(word -> word.equals("v1")
                                ? SignatureVersion.RPC_V1_HMAC_SHA1
                                : SignatureVersion.ACS3_HMAC_SHA256),
                section.span("waitForConflicts"));
    }

    private PlanAccount huawei(Basics basics, Section section) {
        return new PlanAccount.Huawei(
                basics,
                credentials(section),
                region(section),
                id(section, "projectId"),
                enterpriseProject(section),
                address(section, "iamEndpoint"),
                section.text("copyVersion")
                        .map(word -> word.equals("v1") ? HuaweiCopyVersion.V1 : HuaweiCopyVersion.V2_1),
                section.flag("correlationToken").orElse(false),
                section.span("waitForConflicts"));
    }

    private static Optional<String> enterpriseProject(Section section) {
        return section.text("enterpriseProjectId").filter(id -> {
            boolean valid = ENTERPRISE_PROJECT.matcher(id).matches();
            if (!valid) {
                section.problem("enterpriseProjectId", "must be 0 or a UUID");
            }
            return valid;
        });
    }

    private PlanAccount yandex(Basics basics, Section section) {
        return new PlanAccount.Yandex(
                basics,
                credentials(section),
                id(section, "folderId"),
                section.text("installation")
                        .map(word -> word.equals("russia") ? YandexInstallation.RUSSIA : YandexInstallation.KAZAKHSTAN),
                section.text("desktopHost")
                        .map(word -> word.equals("clouddesktops")
                                ? YandexDesktopHost.CLOUDDESKTOPS
                                : YandexDesktopHost.CLOUD_DESKTOP),
                section.flag("discoverEndpoints").orElse(false),
                section.span("waitForConflicts"));
    }

    private PlanAccount serviceFabric(Basics basics, Section section) {
        List<URI> further = new ArrayList<>();
        for (Value item : section.items("furtherEndpoints")) {
            if (item.node() instanceof Text text) {
                Optional<URI> gateway = Scalars.address(text.value());
                gateway.ifPresent(further::add);
                gateway.ifPresent(address -> checkPlaintext(section, address, item));
            }
        }
        ClusterIdentity identity = new ClusterIdentity(
                file(section, "certificateFile"),
                file(section, "certificateKeyFile"),
                variable(section, "certificatePasswordVariable"),
                variable(section, "tokenVariable"));
        together(section, "certificateKeyFile", "certificateFile");
        together(section, "certificatePasswordVariable", "certificateFile");
        apart(section, "certificateFile", "tokenVariable");
        return new PlanAccount.ServiceFabric(
                basics, further, id(section, "clusterId"), identity, trust(section), section.count("copyResends"));
    }

    private static ClusterTrust trust(Section section) {
        apart(section, "serverThumbprints", "serverCommonName");
        together(section, "serverIssuerThumbprints", "serverCommonName");
        return new ClusterTrust(
                thumbprints(section, "serverThumbprints"),
                section.text("serverCommonName"),
                thumbprints(section, "serverIssuerThumbprints"));
    }

    private static List<String> thumbprints(Section section, String key) {
        List<String> thumbprints = new ArrayList<>();
        for (Value item : section.items(key)) {
            if (item.node() instanceof Text text) {
                String thumbprint = section.text(text, Map.of());
                valid(section, item, () -> ServerTrust.thumbprints(thumbprint));
                thumbprints.add(thumbprint);
            }
        }
        return thumbprints;
    }

    private CredentialsPlace credentials(Section section) {
        apart(section, "environmentPrefix", "profile");
        apart(section, "environmentPrefix", "credentialsFile");
        return new CredentialsPlace(
                section.text("profile"), file(section, "credentialsFile"), variable(section, "environmentPrefix"));
    }

    private static String region(Section section) {
        return checked(section, "region", checks -> region -> checks.region("region", region))
                .orElse("");
    }

    private static Optional<String> id(Section section, String key) {
        return checked(section, key, checks -> id -> checks.id(key, id));
    }

    private interface Rule {
        Consumer<String> with(Checks checks);
    }

    private static Optional<String> checked(Section section, String key, Rule rule) {
        Optional<String> text = section.text(key);
        text.ifPresent(value -> {
            Checks checks = Checks.of(key);
            rule.with(checks).accept(value);
            checks.violations().forEach(problem -> section.problem(key, problem.substring(key.length() + 1)));
        });
        return text;
    }

    private static Optional<String> variable(Section section, String key) {
        return section.text(key).filter(name -> {
            boolean valid = VARIABLE_NAME.matcher(name).matches();
            if (!valid) {
                section.problem(key, "must be letters, digits and underscores, and not begin with a digit");
            }
            return valid;
        });
    }

    private Optional<Path> file(Section section, String key) {
        return section.text(key).flatMap(text -> {
            try {
                boolean inHome = text.startsWith("~/") || text.startsWith("~\\");
                return Optional.of(
                        inHome
                                ? Path.of(System.getProperty("user.home", "")).resolve(text.substring(2))
                                : folder.resolve(text));
            } catch (InvalidPathException e) {
                section.problem(key, "must be the path of a file");
                return Optional.empty();
            }
        });
    }

    private static Optional<URI> address(Section section, String key) {
        Optional<URI> address = section.address(key);
        address.ifPresent(uri -> section.value(key).ifPresent(value -> checkPlaintext(section, uri, value)));
        return address;
    }

    private static void checkPlaintext(Section section, URI address, Value value) {
        boolean plain = "http".equalsIgnoreCase(address.getScheme())
                && !THIS_MACHINE.matcher(address.getHost()).matches()
                && !section.flag("allowPlaintext").orElse(false);
        if (plain) {
            section.problems().add(value.node(), value.path(), "must begin with https, unless allowPlaintext is true");
        }
    }

    private static void together(Section section, String key, String other) {
        if (section.given(key).isPresent() && section.given(other).isEmpty()) {
            section.problem(key, "is of use only together with " + other);
        }
    }

    private static void apart(Section section, String key, String other) {
        if (section.given(key).isPresent() && section.given(other).isPresent()) {
            section.problem(key, "cannot be combined with " + other);
        }
    }

    private static void valid(Section section, Value value, Runnable rule) {
        try {
            rule.run();
        } catch (IllegalArgumentException e) {
            section.problems().add(value.node(), value.path(), "must be a SHA-1 or SHA-256 thumbprint in hexadecimal");
        }
    }
}
