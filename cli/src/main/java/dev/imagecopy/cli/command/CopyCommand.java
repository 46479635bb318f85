package dev.imagecopy.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.HarmlessWord;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.output.UsageException;
import dev.imagecopy.cli.plan.Cloud;
import dev.imagecopy.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies one image, to one place or several. */
final class CopyCommand extends CliCommand {
    private static final String IMAGE = "images[0].";
    private static final String TARGET = IMAGE + "targets[0].";

    private final SimulateOption simulate;
    private final StoreOption store;

    @Parameters(index = "0", paramLabel = "CLOUD", description = "alibaba, huawei, yandex or servicefabric.")
    private String cloud = "";

    @Parameters(
            index = "1",
            paramLabel = "SOURCE",
            description = "The id of the image, or the path in the image store of a cluster.")
    private String source = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name of the new image; not for an image store, where the path is the name.")
    private @Nullable String name;

    @Option(
            names = "--to",
            split = ",",
            paramLabel = "PLACE",
            description = "The region of the new image (several: one copy for each), or the path in the image store.")
    private List<String> places = new ArrayList<>();

    @Option(
            names = "--with",
            paramLabel = "KEY=VALUE",
            description =
                    "Any other setting of a copy in a plan that is not a list, for example description=…, encrypted=true.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Mixin
    private AccountOptions account = new AccountOptions();

    CopyCommand(SimulateOption simulate, StoreOption store) {
        this.simulate = simulate;
        this.store = store;
    }

    @Override
    protected ExitCode run(Output output) throws InterruptedException {
        Cloud chosen = Cloud.of(cloud)
                .orElseThrow(() -> new UsageException(
                        "CLOUD must be alibaba, huawei, yandex or servicefabric" + HarmlessWord.butIs(cloud)));
        byte[] document = Json.write(document(chosen));
        PlanSource plan = OptionMistakes.told(() -> PlanSource.parse(document), path -> name(path, chosen));
        try (Session session = Session.open(simulate, store)) {
            return new RecordedRun(session, output, store.resumeCommand(session.services()))
                    .begin(plan, CopyJob.Mode.COPY)
                    .exitCode();
        }
    }

    /** The copy as a plan, which the store keeps for 'resume'. */
    private ObjectNode document(Cloud chosen) {
        ObjectNode plan = Json.object();
        plan.put("version", 1);
        plan.put("name", "copy");
        plan.putObject("accounts").set(chosen.id(), account.document(chosen, simulate.isSet()));
        ObjectNode image = plan.putArray("images").addObject();
        image.put("name", name == null ? source : name);
        ObjectNode target = image.putArray("targets").addObject();
        target.put("account", chosen.id());
        if (chosen == Cloud.SERVICE_FABRIC) {
            target.put("remoteSource", source);
            if (places.size() != 1) {
                throw new UsageException("A copy inside an image store needs one path to go to: --to PATH");
            }
            target.put("remoteDestination", places.get(0));
        } else {
            if (name == null) {
                throw new UsageException("The copy needs a name: --name NAME");
            }
            if (chosen == Cloud.YANDEX && !places.isEmpty()) {
                throw new UsageException(
                        "--to: the images of Yandex belong to no region; the folder of the new image is"
                                + " --with folderId=FOLDER");
            }
            target.put("imageId", source);
            if (!places.isEmpty()) {
                ArrayNode regions = target.putArray("regions");
                places.forEach(regions::add);
            }
            target.put("name", name);
        }
        settings.forEach((key, value) -> target.set(key, OptionValue.of(value)));
        return plan;
    }

    /** What the user calls the value at a path of that plan. */
    private String name(String path, Cloud chosen) {
        if (path.startsWith("accounts")) {
            return account.name(path, chosen, simulate.isSet());
        }
        if (path.equals(IMAGE + "name")) {
            return name == null ? "SOURCE" : "--name";
        }
        if (!path.startsWith(TARGET)) {
            return "the copy";
        }
        PlanKey key = PlanKey.of(path, TARGET);
        if (settings.containsKey(key.name())) {
            return "--with " + key.name();
        }
        return switch (key.name()) {
            case "imageId", "remoteSource" -> "SOURCE";
            case "name" -> "--name";
            case "remoteDestination" -> "--to";
            case "regions" -> places.size() == 1 ? "--to" : "--to, " + HarmlessWord.nth(key.item()) + " PLACE";
            default -> "--with " + key.name();
        };
    }
}
