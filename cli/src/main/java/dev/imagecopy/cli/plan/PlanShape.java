package dev.imagecopy.cli.plan;

import dev.imagecopy.cli.plan.Shape.Accounts;
import dev.imagecopy.cli.plan.Shape.Choice;
import dev.imagecopy.cli.plan.Shape.Content;
import dev.imagecopy.cli.plan.Shape.Count;
import dev.imagecopy.cli.plan.Shape.Flag;
import dev.imagecopy.cli.plan.Shape.Items;
import dev.imagecopy.cli.plan.Shape.KeyShape;
import dev.imagecopy.cli.plan.Shape.Part;
import dev.imagecopy.cli.plan.Shape.Span;
import dev.imagecopy.cli.plan.Shape.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All keys of a plan. */
final class PlanShape {
    private static final Content PLAIN = new Text(Variable.NONE, false);
    private static final Content IMAGE_NAME = new Text(Variable.OF_IMAGE, false);
    private static final Content RUN_NAME = new Text(Variable.RUN, false);
    private static final Content FLAG = new Flag();
    private static final Content SPAN = new Span(false);
    private static final Content LIMIT = new Count(1, 1_000_000);

    private static final Shape LIMITS = shape(
            "limits",
            "the limits",
            key("inRun", LIMIT, "How many copies are in progress at once. Default: 10000."),
            key("otherRegions", LIMIT, "How many in each region of a cloud that inRegion does not name. Default: 100."),
            key(
                    "inRegion",
                    new Part(shape(
                            "limitsInRegion",
                            "the limits of regions",
                            key("alibaba", LIMIT, "For each region of an Alibaba account. Default: 100."),
                            key("huawei", LIMIT, "For each region of a Huawei account."),
                            key("yandex", LIMIT, "For each Yandex account."),
                            key("servicefabric", LIMIT, "For each cluster. Default: 16."))),
                    "How many copies are in progress at once in each region of an account."),
            key(
                    "inAccount",
                    new Part(shape(
                            "limitsInAccount",
                            "the limits of accounts",
                            key("alibaba", LIMIT, "For each Alibaba account."),
                            key("huawei", LIMIT, "For each Huawei account, copies inside a region."),
                            key(
                                    "huaweiToRegion",
                                    LIMIT,
                                    "For each Huawei account, copies to another region. Default: 5."),
                            key("yandex", LIMIT, "For each Yandex account, copies of compute images."),
                            key("yandexFromDesktop", LIMIT, "For each Yandex account, copies of desktops."),
                            key("servicefabric", LIMIT, "For each Service Fabric account."))),
                    "How many copies of one kind are in progress at once in each account."));

    private static final Shape POLICIES = shape(
            "policies",
            "the policies",
            key(
                    "onFailure",
                    new Choice(List.of("continue", "stop")),
                    "What a failed copy means for those that have not begun. Default: continue."),
            key("attempts", new Count(1, 100), "How often a copy is made at most, if copies fail. Default: 2."),
            key(
                    "deadline",
                    SPAN,
                    "How long the whole run may take; copies in progress go on at the service. Default: no limit."),
            key("copyDeadline", SPAN, "How long each copy may take; it goes on at the service. Default: no limit."),
            key("callTimeout", SPAN, "How long one call of a service may take, with all its attempts. Default: 2m."),
            key("attemptTimeout", SPAN, "How long one attempt of a call may take. Default: 30s."),
            key(
                    "deleteLeftovers",
                    FLAG,
                    "Whether what a failed copy has left under the image's name is deleted before the next. Default: false."),
            key(
                    "namesAreUnique",
                    FLAG,
                    "Whether nobody else gives these names to images: then a Huawei copy that was being sent when an earlier"
                            + " run ended, and left no trace, is sent again. Default: false."),
            key(
                    "settleWindow",
                    new Span(true),
                    "How long after a copy the service may take to show the image, for namesAreUnique. Default: 60s."),
            key("readAhead", LIMIT, "How many copies may be read ahead and wait. Default: 10000."),
            key("verify", FLAG, "Whether each copy is looked up and compared when it has ended. Default: false."));

    private static final Shape TARGET = new Shape(
            "target",
            "a target",
            Stream.concat(
                            Stream.of(
                                    needed("account", PLAIN, "The name of an account of the plan."),
                                    key(
                                            "region",
                                            new Text(Variable.ENVIRONMENT, false),
                                            Set.of(Cloud.ALIBABA, Cloud.HUAWEI),
                                            "The destination. Default: where the source is."),
                                    key(
                                            "regions",
                                            new Items(new Text(Variable.ENVIRONMENT, false), false),
                                            Set.of(Cloud.ALIBABA, Cloud.HUAWEI),
                                            "Several destinations, in place of region.")),
                            CopyKeys.ALL.stream())
                    .toList(),
            false);

    private static final Shape IMAGE = new Shape(
            "image",
            "an image",
            Stream.of(
                            Stream.of(
                                    needed(
                                            "name",
                                            IMAGE_NAME,
                                            "What the image is called in the plan; ${image} in texts."),
                                    needed("targets", new Items(new Part(TARGET), false), "Where it is copied to.")),
                            CopyKeys.IN_IMAGE.stream(),
                            clouds("For the targets of this image on this cloud."))
                    .flatMap(keys -> keys)
                    .toList(),
            false);

    private static final Shape DEFAULTS = new Shape(
            "defaults",
            "the defaults",
            Stream.concat(CopyKeys.IN_DEFAULTS.stream(), clouds("For all targets on this cloud."))
                    .toList(),
            false);

    /** Accounts without a plan. */
    static final Shape ACCOUNTS = new Shape(
            "accounts",
            "a list of accounts",
            List.of(needed("accounts", new Accounts(AccountKeys.SHAPES), "The accounts, by names of your choice.")),
            false);

    /** The whole plan. */
    static final Shape PLAN = new Shape(
            "plan",
            "a plan",
            List.of(
                    needed("version", new Count(1, 1), "The version of the format: 1."),
                    key(
                            "name",
                            RUN_NAME,
                            "What identifies the plan's copies in a store: under another name they are other copies. Default:"
                                    + " the file's name without its ending."),
                    key(
                            "timeZone",
                            PLAIN,
                            "The time zone of ${date} and ${time}, for example Europe/Berlin. Default: UTC."),
                    key(
                            "environment",
                            new Items(PLAIN, true),
                            "The variables of the environment that the plan may use, as ${env:NAME}. Never a secret."),
                    needed("accounts", new Accounts(AccountKeys.SHAPES), "The accounts, by names of your choice."),
                    key("defaults", new Part(DEFAULTS), "What holds for all targets that do not say otherwise."),
                    needed("images", new Items(new Part(IMAGE), false), "The images."),
                    key("limits", new Part(LIMITS), "How many copies are in progress at once."),
                    key("policies", new Part(POLICIES), "How the run deals with failures and time.")),
            true);

    private PlanShape() {}

    private static Stream<KeyShape> clouds(String description) {
        return Arrays.stream(Cloud.values())
                .map(cloud -> key(cloud.id(), new Part(CopyKeys.shape(cloud)), description));
    }

    private static Shape shape(String name, String title, KeyShape... keys) {
        return new Shape(name, title, List.of(keys), false);
    }

    private static KeyShape key(String name, Content type, String description) {
        return new KeyShape(name, type, false, Set.of(Cloud.values()), description);
    }

    private static KeyShape key(String name, Content type, Set<Cloud> clouds, String description) {
        return new KeyShape(name, type, false, clouds, description);
    }

    private static KeyShape needed(String name, Content type, String description) {
        return new KeyShape(name, type, true, Set.of(Cloud.values()), description);
    }
}
