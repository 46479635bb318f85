package dev.imagecopy.cli.plan;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.cli.plan.SameImages.Image;
import dev.imagecopy.cli.plan.Section.Value;
import dev.imagecopy.cli.plan.yaml.YamlNode.Entry;
import dev.imagecopy.cli.plan.yaml.YamlNode.Text;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the copies of one target: one for each of its regions. */
final class CopyReader {
    /** The fields without which there is no request. */
    private static final Set<String> NEEDED =
            Set.of("imageId", "desktopId", "agencyName", "folderId", "remoteSource", "remoteDestination");

    private static final Set<String> IN_REGION = Set.of("cmkId", "enterpriseProjectId");
    private static final Set<String> TO_REGION =
            Set.of("agencyName", "targetProjectName", "targetProjectId", "vaultId");

    private final PlanAccount account;
    private final List<Section> layers;
    private final Section target;
    private final Map<Variable, String> values;

    /** A destination: its region, if it names one, and where in the plan it stands. */
    private record Destination(Optional<String> region, Value at) {}

    CopyReader(PlanAccount account, List<Section> layers, Map<Variable, String> values) {
        this.account = account;
        this.layers = layers;
        this.target = layers.get(0);
        this.values = values;
    }

    /** Reads the copies that are right. */
    List<PlanCopy> read(String image, SameImages same) {
        List<Destination> destinations = destinations();
        checkKeys(destinations);
        List<PlanCopy> copies = new ArrayList<>();
        for (Destination destination : destinations) {
            copy(image, destination, same).ifPresent(copies::add);
        }
        if (destinations.isEmpty()) {
            CopyFields fields = new CopyFields(layers, values);
            request(fields, name(fields).orElse(image), home()); // for what is wrong besides the regions
        }
        return copies;
    }

    /** The destination of a target without regions. */
    private Destination home() {
        return new Destination(Optional.empty(), new Value(target.mapping(), target.path()));
    }

    private List<Destination> destinations() {
        List<Destination> destinations = new ArrayList<>();
        if (target.given("region").isPresent() && target.given("regions").isPresent()) {
            target.problem("region", "cannot be combined with regions");
        }
        target.value("region").ifPresent(value -> destination(value).ifPresent(destinations::add));
        for (Value item : target.items("regions")) {
            destination(item).ifPresent(destinations::add);
        }
        boolean none =
                target.given("region").isEmpty() && target.given("regions").isEmpty();
        if (none || !hasRegions()) {
            return List.of(home());
        }
        return destinations;
    }

    private Optional<Destination> destination(Value value) {
        if (!(value.node() instanceof Text text)) {
            return Optional.empty();
        }
        String region = target.text(text, values);
        List<String> wrong = Checks.of("region").region("must", region).violations();
        if (!wrong.isEmpty()) {
            target.problems().add(value.node(), value.path(), "must be 1 to 40 characters of a-z, 0-9 and '-'");
            return Optional.empty();
        }
        return Optional.of(new Destination(Optional.of(region), value));
    }

    private boolean hasRegions() {
        return account.cloud() == Cloud.ALIBABA || account.cloud() == Cloud.HUAWEI;
    }

    /** Refuses keys of the target that none of its copies has. */
    private void checkKeys(List<Destination> destinations) {
        boolean unknown = destinations.isEmpty();
        boolean leaves = unknown || destinations.stream().anyMatch(this::leavesRegion);
        boolean stays = unknown || destinations.stream().anyMatch(destination -> !leavesRegion(destination));
        for (Entry entry : target.mapping().entries()) {
            String key = entry.key().value();
            Set<Cloud> clouds = CopyKeys.clouds(key);
            if (!clouds.isEmpty() && !clouds.contains(account.cloud())) {
                String own = CloudNames.title(account.cloud());
                refuse(entry, "the account is with " + own + ", whose copies have no such field");
            } else if (TO_REGION.contains(key) && !leaves) {
                refuse(entry, "is only for copies to another region than the account's");
            } else if (IN_REGION.contains(key) && !stays) {
                refuse(entry, "is only for copies inside the account's region");
            }
        }
    }

    private void refuse(Entry entry, String text) {
        target.problems()
                .add(
                        entry.key().place(),
                        KeyPath.join(target.path(), entry.key().value()),
                        text);
    }

    private boolean leavesRegion(Destination destination) {
        return account instanceof PlanAccount.Huawei huawei
                && destination
                        .region()
                        .filter(region -> !region.equals(huawei.region()))
                        .isPresent();
    }

    private Optional<PlanCopy> copy(String image, Destination destination, SameImages same) {
        CopyFields fields = new CopyFields(layers, values);
        String region = region(destination, fields);
        Map<Variable, String> all = new EnumMap<>(values);
        if (!region.isEmpty()) {
            all.put(Variable.REGION, region);
        }
        CopyFields copy = new CopyFields(layers, all);
        Optional<CopyJob.Mode> mode =
                copy.text("mode").map(word -> word.equals("copy") ? CopyJob.Mode.COPY : CopyJob.Mode.ENSURE);
        Optional<String> given = name(copy);
        String name = given.orElse(account.cloud() == Cloud.SERVICE_FABRIC ? "" : image);
        Optional<CopyRequest> request = request(copy, name, destination);
        if (request.isPresent() && (given.isPresent() || copy.given("name").isEmpty())) {
            Object shown = nameOf(request.get(), name);
            checkSame(new Image(account.cloud(), owner(copy, destination), region, shown), destination, same);
        }
        return request.map(
                made -> new PlanCopy(destination.at().path(), image, account.name(), region, name, made, mode));
    }

    /** The name of the new image, or its path, if the plan gives it one. */
    private Optional<String> name(CopyFields fields) {
        return fields.text(account.cloud() == Cloud.SERVICE_FABRIC ? "remoteDestination" : "name");
    }

    /** The region of the new image; empty if the cloud has none. */
    private String region(Destination destination, CopyFields fields) {
        if (account instanceof PlanAccount.Huawei huawei) {
            return destination.region().orElse(huawei.region());
        }
        if (account instanceof PlanAccount.Alibaba alibaba) {
            return destination.region().or(() -> fields.text("sourceRegion")).orElse(alibaba.region());
        }
        return "";
    }

    private Optional<CopyRequest> request(CopyFields fields, String name, Destination destination) {
        RequestReader reader = new RequestReader(fields, name);
        try {
            return Optional.of(
                    switch (account.cloud()) {
                        case ALIBABA -> reader.alibaba(destination.region());
                        case HUAWEI ->
                            leavesRegion(destination)
                                    ? reader.huaweiToRegion(destination.region().orElseThrow())
                                    : reader.huawei();
                        case YANDEX -> yandex(fields, reader);
                        case SERVICE_FABRIC -> reader.serviceFabric();
                    });
        } catch (IllegalArgumentException e) {
            for (BuilderMessages.Message message : BuilderMessages.of(e)) {
                boolean missing = NEEDED.contains(message.key())
                        && fields.given(message.key()).isEmpty();
                fields.problem(message.key(), missing ? "is missing" : message.text());
            }
            return Optional.empty();
        }
    }

    private CopyRequest yandex(CopyFields fields, RequestReader reader) {
        Optional<String> folder = folder(fields);
        return fields.nearest("imageId", "desktopId").equals("desktopId")
                ? reader.yandexFromDesktop(folder)
                : reader.yandex(folder.orElse(""));
    }

    private Optional<String> folder(CopyFields fields) {
        Optional<String> own = account instanceof PlanAccount.Yandex yandex ? yandex.folderId() : Optional.empty();
        return fields.text("folderId").or(() -> own);
    }

    private String owner(CopyFields fields, Destination destination) {
        String name = "account " + account.name();
        if (account instanceof PlanAccount.Huawei huawei) {
            Optional<String> project = leavesRegion(destination)
                    ? fields.text("targetProjectId").or(() -> fields.text("targetProjectName"))
                    : huawei.projectId();
            return project.orElse(name);
        }
        if (account instanceof PlanAccount.Alibaba alibaba) {
            return alibaba.accountId().orElse(name);
        }
        return account.cloud() == Cloud.YANDEX
                ? folder(fields).orElse(name)
                : account.basics().endpoint().map(Object::toString).orElse(name);
    }

    private static Object nameOf(CopyRequest request, String name) {
        return request instanceof CopyImageStoreContentRequest content ? content.destination() : name;
    }

    private void checkSame(Image image, Destination destination, SameImages same) {
        Value at = destination.at();
        Optional<Value> other = same.add(image, at);
        Optional<Value> around = same.addFolders(image, at);
        if (other.isPresent()) {
            problem(at, "makes the same image as " + place(other.get()));
        } else if (around.isPresent()) {
            problem(
                    at,
                    "has a destination inside that of " + place(around.get())
                            + ", or around it: a copy deletes what is there");
        }
    }

    private void problem(Value at, String text) {
        target.problems().add(at.node().place(), at.path(), text);
    }

    private static String place(Value value) {
        return value.path() + " in line " + value.place().line();
    }
}
