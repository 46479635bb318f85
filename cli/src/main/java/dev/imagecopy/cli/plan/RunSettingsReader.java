package dev.imagecopy.cli.plan;

import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.operation.ResumePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the limits and the policies of a plan. */
final class RunSettingsReader {
    /** A key of {@code inAccount}, and the kind of copies that it is for. */
    private record Kind(String key, Cloud cloud, String name) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("alibaba", Cloud.ALIBABA, "copy-image"),
            new Kind("huawei", Cloud.HUAWEI, "copy-image"),
            new Kind("huaweiToRegion", Cloud.HUAWEI, "copy-image-to-region"),
            new Kind("yandex", Cloud.YANDEX, "copy-image"),
            new Kind("yandexFromDesktop", Cloud.YANDEX, "copy-image-from-desktop"),
            new Kind("servicefabric", Cloud.SERVICE_FABRIC, "copy-image-store-content"));

    private RunSettingsReader() {}

    static CopyLimits limits(Optional<Section> given) {
        CopyLimits standard = CopyLimits.standard();
        if (given.isEmpty()) {
            return standard;
        }
        Section section = given.get();
        CopyLimits limits = new CopyLimits(
                section.count("inRun").orElse(standard.inRun()),
                section.count("otherRegions").orElse(standard.otherRegions()),
                standard.inRegion(),
                standard.inAccount());
        for (Cloud cloud : Cloud.values()) {
            Optional<Integer> most = section.section("inRegion").flatMap(part -> part.count(cloud.id()));
            limits = most.isEmpty() ? limits : limits.withInRegion(CloudNames.provider(cloud), most.get());
        }
        for (Kind kind : KINDS) {
            Optional<Integer> most = section.section("inAccount").flatMap(part -> part.count(kind.key()));
            limits = most.isEmpty()
                    ? limits
                    : limits.withInAccount(CloudNames.provider(kind.cloud()), kind.name(), most.get());
        }
        return limits;
    }

    static PlanPolicies policies(Section section) {
        if (section.given("settleWindow").isPresent()
                && !section.flag("namesAreUnique").orElse(false)) {
            section.problem("settleWindow", "is of use only together with namesAreUnique: true");
        }
        return new PlanPolicies(
                section.text("onFailure").filter("stop"::equals).isPresent(),
                section.count("attempts"),
                section.span("deadline"),
                section.span("copyDeadline"),
                section.flag("deleteLeftovers").orElse(false),
                resumePolicy(section),
                callOptions(section),
                section.count("readAhead"),
                section.flag("verify").orElse(false));
    }

    private static ResumePolicy resumePolicy(Section section) {
        Duration window =
                section.span("settleWindow").orElse(ResumePolicy.standard().settleWindow());
        return section.flag("namesAreUnique").orElse(false)
                ? ResumePolicy.uniqueNames(window)
                : ResumePolicy.standard();
    }

    private static CallOptions callOptions(Section section) {
        CallOptions.Builder options = CallOptions.builder();
        section.span("callTimeout").ifPresent(options::callTimeout);
        section.span("attemptTimeout").ifPresent(options::attemptTimeout);
        return options.build();
    }
}
