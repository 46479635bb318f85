package dev.imagecopy.cli.plan;

import dev.imagecopy.cli.plan.Shape.Address;
import dev.imagecopy.cli.plan.Shape.Choice;
import dev.imagecopy.cli.plan.Shape.Content;
import dev.imagecopy.cli.plan.Shape.Count;
import dev.imagecopy.cli.plan.Shape.Flag;
import dev.imagecopy.cli.plan.Shape.Items;
import dev.imagecopy.cli.plan.Shape.KeyShape;
import dev.imagecopy.cli.plan.Shape.Span;
import dev.imagecopy.cli.plan.Shape.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The keys of an account: the settings of a client, and where its secret is, but never the secret. */
final class AccountKeys {
    private static final Content TEXT = new Text(Variable.ENVIRONMENT, false);
    private static final Content FLAG = new Flag();
    private static final Content NAME_OF_VARIABLE = new Text(Variable.NONE, false);

    private static final KeyShape REGION = key("region", TEXT, true, "The region that the account's client works in.");
    private static final KeyShape PROFILE = key(
            "profile",
            TEXT,
            false,
            "The profile of the vendor's own configuration that holds the credentials. Default: the vendor's usual places.");
    private static final KeyShape CREDENTIALS_FILE = key(
            "credentialsFile",
            TEXT,
            false,
            "The file with the credentials, in the vendor's format, relative to the plan.");
    private static final KeyShape PREFIX = key(
            "environmentPrefix",
            NAME_OF_VARIABLE,
            false,
            "What the names of the vendor's variables begin with, for example PROD_, to tell accounts of one cloud apart.");
    private static final KeyShape WAIT = key(
            "waitForConflicts",
            new Span(true),
            false,
            "How long a copy waits if the service refuses it because of another. Default: 0s.");

    static final Map<Cloud, Shape> SHAPES = Map.of(
            Cloud.ALIBABA,
            shape(
                    Cloud.ALIBABA,
                    REGION,
                    PROFILE,
                    CREDENTIALS_FILE,
                    PREFIX,
                    key("accountId", TEXT, false, "The account's id."),
                    key(
                            "endpointMode",
                            new Choice(List.of("public", "vpc", "central")),
                            false,
                            "Which of the vendor's addresses are used. Default: public."),
                    key(
                            "signatureVersion",
                            new Choice(List.of("v3", "v1")),
                            false,
                            "How requests are signed: ACS3-HMAC-SHA256, or HMAC-SHA1. Default: v3."),
                    WAIT),
            Cloud.HUAWEI,
            shape(
                    Cloud.HUAWEI,
                    REGION,
                    PROFILE,
                    CREDENTIALS_FILE,
                    PREFIX,
                    key("projectId", TEXT, false, "The project in the region. Default: that of the credentials."),
                    key(
                            "enterpriseProjectId",
                            TEXT,
                            false,
                            "The enterprise project of copies that name none, and of look-ups. Default: none."),
                    key("iamEndpoint", new Address(), false, "The address of the identity service."),
                    key(
                            "copyVersion",
                            new Choice(List.of("v1", "v2.1")),
                            false,
                            "The version of the call that copies inside a region. Default: v1."),
                    key(
                            "correlationToken",
                            FLAG,
                            false,
                            "Whether descriptions get a unique word, so that a copy is found beyond doubt. Default: false."),
                    WAIT),
            Cloud.YANDEX,
            shape(
                    Cloud.YANDEX,
                    PROFILE,
                    CREDENTIALS_FILE,
                    PREFIX,
                    key("folderId", TEXT, false, "The folder that new images go to."),
                    key(
                            "installation",
                            new Choice(List.of("russia", "kazakhstan")),
                            false,
                            "Which of the vendor's clouds. Default: russia."),
                    key(
                            "desktopHost",
                            new Choice(List.of("clouddesktops", "cloud-desktop")),
                            false,
                            "Which of the two documented hosts. Default: clouddesktops."),
                    key("discoverEndpoints", FLAG, false, "Whether addresses are looked up. Default: false."),
                    WAIT),
            Cloud.SERVICE_FABRIC,
            shape(
                    Cloud.SERVICE_FABRIC,
                    key(
                            "furtherEndpoints",
                            new Items(new Address(), true),
                            false,
                            "More gateways of the same cluster."),
                    key("clusterId", TEXT, false, "The id that the cluster is configured with."),
                    key(
                            "certificateFile",
                            TEXT,
                            false,
                            "The client certificate, PEM or PKCS #12 (.pfx, .p12), relative to the plan."),
                    key(
                            "certificateKeyFile",
                            TEXT,
                            false,
                            "The key of a PEM certificate, if it is in a file of its own."),
                    key(
                            "certificatePasswordVariable",
                            NAME_OF_VARIABLE,
                            false,
                            "The variable of the environment that holds the password of the key."),
                    key(
                            "tokenVariable",
                            NAME_OF_VARIABLE,
                            false,
                            "The variable of the environment that holds a bearer token."),
                    key(
                            "serverThumbprints",
                            new Items(TEXT, false),
                            false,
                            "Thumbprints of the server certificates that are accepted."),
                    key("serverCommonName", TEXT, false, "The name in the server certificates that are accepted."),
                    key(
                            "serverIssuerThumbprints",
                            new Items(TEXT, false),
                            false,
                            "Thumbprints of the issuers of certificates with serverCommonName."),
                    key(
                            "copyResends",
                            new Count(0, 10),
                            false,
                            "How often a copy may be sent again that evidently did not finish. Default: 1.")));

    private AccountKeys() {}

    private static Shape shape(Cloud cloud, KeyShape... keys) {
        List<KeyShape> shared = List.of(
                key("cloud", new Choice(List.of(cloud.id())), true, "The cloud."),
                key(
                        "endpoint",
                        new Address(),
                        cloud == Cloud.SERVICE_FABRIC,
                        cloud == Cloud.SERVICE_FABRIC
                                ? "The address of a gateway of the cluster."
                                : "An address in place of the vendor's."),
                key(
                        "allowPlaintext",
                        FLAG,
                        false,
                        "Whether http without TLS is allowed. Default: only to this machine."),
                key(
                        "tenant",
                        TEXT,
                        false,
                        "Accounts of a cloud with the same tenant share its limits. Default: all accounts of a cloud do."));
        return new Shape(
                cloud.id() + "Account",
                "an account with " + CloudNames.title(cloud),
                Stream.concat(shared.stream(), Stream.of(keys)).toList(),
                false);
    }

    private static KeyShape key(String name, Content type, boolean required, String description) {
        return new KeyShape(name, type, required, Set.of(Cloud.values()), description);
    }
}
