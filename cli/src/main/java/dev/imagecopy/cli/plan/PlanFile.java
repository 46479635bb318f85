package dev.imagecopy.cli.plan;

import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.cli.output.HarmlessWord;
import dev.imagecopy.cli.output.SecretSigns;
import dev.imagecopy.cli.plan.Section.Value;
import dev.imagecopy.cli.plan.yaml.Place;
import dev.imagecopy.cli.plan.yaml.YamlFile;
import dev.imagecopy.cli.plan.yaml.YamlNode;
import dev.imagecopy.cli.plan.yaml.YamlNode.Mapping;
import dev.imagecopy.cli.plan.yaml.YamlNode.Sequence;
import dev.imagecopy.cli.plan.yaml.YamlNode.Text;
import dev.imagecopy.cli.plan.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A plan's file, compared with the shape of plans. Its parts are read one after the other; what is wrong is collected. */
final class PlanFile {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

    private final Path file;
    private final Section root;
    private final Map<Variable, String> run;
    private final String name;

    private PlanFile(Path file, Section root, Instant now) {
        this.file = file;
        this.root = root;
        this.run = new EnumMap<>(Variable.class);
        ZonedDateTime local = now.atZone(zone(root));
        run.put(Variable.DATE, DATE.format(local));
        run.put(Variable.TIME, TIME.format(local));
        this.name = root.value("name")
                .flatMap(value ->
                        value.node() instanceof Text text ? Optional.of(root.text(text, run)) : Optional.empty())
                .orElseGet(() -> nameOf(file));
        run.put(Variable.PLAN, name);
    }

    /** Reads a file, or as much of it as is enough to see that it is too large. */
    static byte[] bytes(Path file) {
        String problem;
        try (InputStream content = Files.newInputStream(file)) {
            return content.readNBytes(YamlReader.MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            problem = "there is no such file";
        } catch (AccessDeniedException e) {
            problem = "the file may not be read";
        } catch (IOException e) {
            problem = Files.isDirectory(file) ? "this is a folder" : "the file cannot be read";
        }
        String shown = HarmlessWord.path(file).orElse("the plan");
        throw new PlanException(shown, List.of(new PlanViolation(0, 0, "", problem)));
    }

    static PlanFile read(byte[] content, Path file, PlanContext context, Shape shape) {
        Problems problems = new Problems();
        YamlFile yaml = YamlReader.read(content);
        yaml.problems().forEach(problem -> problems.addLast(problem.place(), "", problem.text()));
        if (yaml.root().isEmpty() && yaml.problems().isEmpty()) {
            problems.add(Place.FILE, "", "the file is empty");
        }
        YamlNode root = yaml.root().orElse(new Mapping(Place.FILE, List.of()));
        TextVariables variables = new TextVariables(listed(root), context.environment());
        if (yaml.root().isPresent()) {
            SecretScan secrets = new SecretScan(problems, known(PlanShape.PLAN));
            secrets.scan(root, "");
            secrets.scanComments(yaml.comments());
            new ShapeCheck(problems, variables).check(root, shape, "");
        }
        Mapping keys = root instanceof Mapping mapping ? mapping : new Mapping(root.place(), List.of());
        PlanFile plan = new PlanFile(file, new Section(keys, "", problems, variables), context.now());
        plan.checkEnvironment();
        return plan;
    }

    /** All keys that a plan may have somewhere. */
    static Set<String> known(Shape shape) {
        Set<String> words = new HashSet<>();
        for (Shape.KeyShape key : shape.keys()) {
            words.add(key.name());
            Shape.Content type = key.type() instanceof Shape.Items items ? items.item() : key.type();
            if (type instanceof Shape.Part part) {
                words.addAll(known(part.shape()));
            } else if (type instanceof Shape.Accounts accounts) {
                accounts.shapes().values().forEach(account -> words.addAll(known(account)));
            }
        }
        return words;
    }

    private static Set<String> listed(YamlNode root) {
        Set<String> names = new HashSet<>();
        if (root instanceof Mapping mapping && mapping.value("environment").orElse(root) instanceof Sequence sequence) {
            for (YamlNode item : sequence.items()) {
                if (item instanceof Text text) {
                    names.add(text.value());
                }
            }
        }
        return names;
    }

    private void checkEnvironment() {
        Set<String> seen = new HashSet<>();
        for (Value item : root.items("environment")) {
            String variable = item.node() instanceof Text text ? text.value() : "";
            if (SecretSigns.isKey(variable)) {
                root.problems()
                        .add(item.node(), item.path(), "names a secret, which must not get into any part of a copy");
            } else if (!seen.add(variable)) {
                root.problems().add(item.node(), item.path(), "is there twice");
            }
        }
    }

    private static ZoneId zone(Section root) {
        Optional<String> name = root.text("timeZone");
        try {
            return name.isPresent() ? ZoneId.of(name.get()) : ZoneOffset.UTC;
        } catch (DateTimeException e) {
            root.problem("timeZone", "must be a time zone, for example UTC or Europe/Berlin");
            return ZoneOffset.UTC;
        }
    }

    private static String nameOf(Path file) {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString();
        int ending = name.lastIndexOf('.');
        return ending > 0 ? name.substring(0, ending) : name;
    }

    String name() {
        return name;
    }

    Map<String, String> environment() {
        return root.variables().usable();
    }

    Map<String, PlanAccount> accounts() {
        Path folder = file.toAbsolutePath().getParent();
        AccountReader reader = new AccountReader(folder == null ? file : folder);
        return root.section("accounts").map(reader::read).orElse(Map.of());
    }

    List<PlanCopy> copies(Map<String, PlanAccount> accounts) {
        Set<String> names = root.section("accounts")
                .map(section -> section.byName().keySet())
                .orElse(Set.of());
        return new ImageReader(accounts, names, root.section("defaults"), run).read(root.sections("images"));
    }

    CopyLimits limits() {
        return RunSettingsReader.limits(root.section("limits"));
    }

    PlanPolicies policies() {
        return RunSettingsReader.policies(root.section("policies").orElseGet(() -> root.empty("policies")));
    }

    void throwIfWrong() {
        root.problems().throwIfAny(file.toString());
    }
}
