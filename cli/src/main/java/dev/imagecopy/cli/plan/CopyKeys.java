package dev.imagecopy.cli.plan;

import static dev.imagecopy.cli.plan.Cloud.ALIBABA;
import static dev.imagecopy.cli.plan.Cloud.HUAWEI;
import static dev.imagecopy.cli.plan.Cloud.SERVICE_FABRIC;
import static dev.imagecopy.cli.plan.Cloud.YANDEX;

import dev.imagecopy.cli.plan.Shape.Choice;
import dev.imagecopy.cli.plan.Shape.Content;
import dev.imagecopy.cli.plan.Shape.Flag;
import dev.imagecopy.cli.plan.Shape.Items;
import dev.imagecopy.cli.plan.Shape.KeyShape;
import dev.imagecopy.cli.plan.Shape.Span;
import dev.imagecopy.cli.plan.Shape.Tags;
import dev.imagecopy.cli.plan.Shape.Text;
import java.util.List;
import java.util.Set;

/** The keys of a copy: all that the four clouds' copy requests have, by the names that the SDK gives them. */
final class CopyKeys {
    private static final Content TEXT = new Text(Variable.OF_COPY, false);
    private static final Content FLAG = new Flag();

    static final List<KeyShape> ALL = List.of(
            key(
                    "mode",
                    new Choice(List.of("ensure", "copy")),
                    "ensure: copied only if there is no such image; copy: always a new one. Default: what the command says.",
                    Cloud.values()),
            key("name", TEXT, "The name of the new image. Default: ${image}.", ALIBABA, HUAWEI, YANDEX),
            key(
                    "description",
                    new Text(Variable.OF_COPY, true),
                    "The description of the new image.",
                    ALIBABA,
                    HUAWEI,
                    YANDEX),
            key(
                    "tags",
                    new Tags(),
                    "The tags (Alibaba) or labels (Yandex) of the new image, together with those of the image and the"
                            + " defaults.",
                    ALIBABA,
                    YANDEX),
            key("imageId", TEXT, "The id of the image to copy.", ALIBABA, HUAWEI, YANDEX),
            key("sourceRegion", TEXT, "The region of the image to copy. Default: the account's.", ALIBABA),
            key("encrypted", FLAG, "Whether the copy is encrypted.", ALIBABA),
            key("kmsKeyId", TEXT, "The key that encrypts the copy; needs encrypted: true.", ALIBABA),
            key("encryptAlgorithm", TEXT, "The vendor's name of the algorithm; needs encrypted: true.", ALIBABA),
            key("resourceGroupId", TEXT, "The resource group that the copy joins.", ALIBABA),
            key("cmkId", TEXT, "The key that encrypts a copy inside the region.", HUAWEI),
            key("enterpriseProjectId", TEXT, "The enterprise project that a copy inside the region joins.", HUAWEI),
            key("agencyName", TEXT, "The agency that lets the service copy to another region.", HUAWEI),
            key("targetProjectName", TEXT, "The project in another region. Default: its main project.", HUAWEI),
            key("targetProjectId", TEXT, "The id of that project. Default: looked up by name.", HUAWEI),
            key("vaultId", TEXT, "The vault in another region, for full-ECS images.", HUAWEI),
            key("limitsIgnored", FLAG, "Whether documented limits of texts are left to the service.", HUAWEI),
            key("desktopId", TEXT, "The desktop to make an image of, in place of imageId.", YANDEX),
            key("folderId", TEXT, "The folder that the new image goes to. Default: the account's.", YANDEX),
            key("remoteSource", TEXT, "The path in the image store to copy.", SERVICE_FABRIC),
            key("remoteDestination", TEXT, "The path to replace with the copy.", SERVICE_FABRIC),
            key(
                    "pathSeparator",
                    new Choice(List.of("backslash", "slash")),
                    "How the parts of paths are joined. Default: backslash.",
                    SERVICE_FABRIC),
            key(
                    "skipFiles",
                    new Items(TEXT, true),
                    "Names of files to leave out. An empty list is sent; none is not.",
                    SERVICE_FABRIC),
            key("checkMarkFile", FLAG, "Whether the cluster skips the copy if the marker is absent.", SERVICE_FABRIC),
            key(
                    "copyFlag",
                    new Choice(List.of("overwrite", "echo")),
                    "What to do about an existing destination; not documented by the vendor.",
                    SERVICE_FABRIC),
            key(
                    "apiVersion",
                    new Choice(List.of("6.0", "1.0")),
                    "The version of the call. Default: 6.0.",
                    SERVICE_FABRIC),
            key("serverTimeout", new Span(false), "How long the cluster may take. Default: 60s.", SERVICE_FABRIC),
            key(
                    "clientTimeout",
                    new Span(false),
                    "How long to wait for the response. Default: 15s more than serverTimeout.",
                    SERVICE_FABRIC),
            key(
                    "allowReservedDestination",
                    FLAG,
                    "Whether the destination may be in Store or WindowsFabricStore.",
                    SERVICE_FABRIC));

    /** Those that an image has for all its targets. */
    static final List<KeyShape> IN_IMAGE = some("mode", "description", "tags", "imageId", "desktopId", "remoteSource");

    /** Those that hold for all targets of a plan. */
    static final List<KeyShape> IN_DEFAULTS = some("mode", "name", "description", "tags");

    private CopyKeys() {}

    /** The part of an image or of the defaults for one cloud. */
    static Shape shape(Cloud cloud) {
        return new Shape(
                cloud.id() + "Copy",
                "the part for " + CloudNames.title(cloud),
                ALL.stream().filter(key -> key.clouds().contains(cloud)).toList(),
                false);
    }

    /** The clouds whose copies have a key; empty if it is none of a copy. */
    static Set<Cloud> clouds(String key) {
        if (key.equals("region") || key.equals("regions")) {
            return Set.of(ALIBABA, HUAWEI);
        }
        return ALL.stream()
                .filter(known -> known.name().equals(key))
                .findFirst()
                .map(KeyShape::clouds)
                .orElse(Set.of());
    }

    private static List<KeyShape> some(String... names) {
        Set<String> chosen = Set.of(names);
        return ALL.stream().filter(key -> chosen.contains(key.name())).toList();
    }

    private static KeyShape key(String name, Content type, String description, Cloud... clouds) {
        return new KeyShape(name, type, false, Set.of(clouds), description);
    }
}
