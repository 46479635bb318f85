package dev.imagecopy.cli.plan;

import dev.imagecopy.cli.plan.yaml.YamlNode.Text;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the images of a plan with their targets. */
final class ImageReader {
    private final Map<String, PlanAccount> accounts;
    private final Set<String> accountNames;
    private final Optional<Section> defaults;
    private final Map<Variable, String> run;
    private final Map<String, String> imagePaths = new HashMap<>();

    /**
     * Creates a reader.
     *
     * @param accountNames the names of all accounts, with those that could not be read
     * @param run the values of the variables that are the same for all copies
     */
    ImageReader(
            Map<String, PlanAccount> accounts,
            Set<String> accountNames,
            Optional<Section> defaults,
            Map<Variable, String> run) {
        this.accounts = accounts;
        this.accountNames = accountNames;
        this.defaults = defaults;
        this.run = run;
    }

    List<PlanCopy> read(List<Section> images) {
        List<PlanCopy> copies = new ArrayList<>();
        SameImages same = new SameImages();
        for (Section image : images) {
            String name = name(image);
            for (Section target : image.sections("targets")) {
                account(target).ifPresent(account -> {
                    CopyReader reader = new CopyReader(account, layers(target, image, account), values(name, account));
                    reader.read(name, same).forEach(copies::add);
                });
            }
        }
        return copies;
    }

    private String name(Section image) {
        String name = image.value("name")
                .flatMap(value ->
                        value.node() instanceof Text text ? Optional.of(image.text(text, run)) : Optional.empty())
                .orElse("");
        String other = name.isEmpty() ? null : imagePaths.putIfAbsent(name, image.path());
        if (other != null) {
            image.problem("name", "is also the name of " + other);
        }
        return name;
    }

    private Optional<PlanAccount> account(Section target) {
        Optional<String> name = target.text("account");
        if (name.isPresent() && !accountNames.contains(name.get())) {
            target.problem(
                    "account",
                    "there is no account " + ShownText.of(name.get()) + Words.hint(name.get(), accountNames));
        }
        return name.map(accounts::get);
    }

    /** Where a copy's fields are looked for, in this order. */
    private List<Section> layers(Section target, Section image, PlanAccount account) {
        String cloud = account.cloud().id();
        List<Section> layers = new ArrayList<>();
        layers.add(target);
        image.section(cloud).ifPresent(layers::add);
        layers.add(image.without("name"));
        defaults.flatMap(section -> section.section(cloud)).ifPresent(layers::add);
        defaults.ifPresent(layers::add);
        return layers;
    }

    private Map<Variable, String> values(String image, PlanAccount account) {
        Map<Variable, String> values = new EnumMap<>(run);
        values.put(Variable.IMAGE, image);
        values.put(Variable.ACCOUNT, account.name());
        values.put(Variable.CLOUD, account.cloud().id());
        return values;
    }
}
