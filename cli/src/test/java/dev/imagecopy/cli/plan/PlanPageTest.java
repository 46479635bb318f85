package dev.imagecopy.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.cli.plan.Shape.Accounts;
import dev.imagecopy.cli.plan.Shape.Content;
import dev.imagecopy.cli.plan.Shape.Items;
import dev.imagecopy.cli.plan.Shape.KeyShape;
import dev.imagecopy.cli.plan.Shape.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about plans lists the keys that there are. {@code -Dplan.page.write=true} writes its tables. */
class PlanPageTest {
    private static final Path PAGE = Path.of("../docs/plan.md");
    private static final String BEGIN = "<!-- keys -->\n";
    private static final String END = "<!-- end of keys -->\n";

    @Test
    void tables_areThoseOfThePlansShape() throws IOException {
        String page = Files.readString(PAGE).replace("\r\n", "\n");
        String tables = tables();
        if (Boolean.getBoolean("plan.page.write")) {
            page = page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + tables + page.substring(page.indexOf(END));
            Files.writeString(PAGE, page);
        }

        assertThat(page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END)))
                .isEqualTo(tables);
    }

    @Test
    void plans_onThePage_areRight() throws IOException {
        Matcher blocks = Pattern.compile("```yaml\n(version: .*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE).replace("\r\n", "\n"));

        assertThat(blocks.results().map(block -> SamplePlans.violations(block.group(1))))
                .isNotEmpty()
                .allSatisfy(violations -> assertThat(violations).isEmpty());
    }

    private static String tables() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put("The plan", PlanShape.PLAN);
        collect(PlanShape.PLAN, "", shapes);
        return shapes.entrySet().stream()
                .map(entry -> table(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("", "", "\n"));
    }

    private static void collect(Shape shape, String path, Map<String, Shape> shapes) {
        for (KeyShape key : shape.keys()) {
            Content content = key.type() instanceof Items items ? items.item() : key.type();
            String inside = path + key.name() + (key.type() instanceof Items ? "[]" : "");
            if (content instanceof Accounts accounts) {
                Stream.of(Cloud.values())
                        .forEach(cloud -> shapes.put(
                                "`" + inside + "`, of " + CloudNames.title(cloud),
                                accounts.shapes().get(cloud)));
            } else if (content instanceof Part part && Cloud.of(key.name()).isEmpty()) {
                shapes.put("`" + inside + "`", part.shape());
                collect(part.shape(), inside + ".", shapes);
            }
        }
    }

    private static String table(String title, Shape shape) {
        boolean hasClouds = shape.keys().stream().anyMatch(key -> !isForAll(key));
        String rows = shape.keys().stream().map(key -> row(key, hasClouds)).collect(Collectors.joining());
        String head = hasClouds ? "| key | copies of | what |\n|---|---|---|\n" : "| key | what |\n|---|---|\n";
        return "\n### " + title + "\n\n" + head + rows;
    }

    private static boolean isForAll(KeyShape key) {
        return key.clouds().size() == Cloud.values().length;
    }

    private static String row(KeyShape key, boolean hasClouds) {
        String clouds = Stream.of(Cloud.values())
                .filter(key.clouds()::contains)
                .map(CloudNames::title)
                .collect(Collectors.joining(", "));
        String column = hasClouds ? " | " + (isForAll(key) ? "all" : clouds) : "";
        return "| `%s`%s%s | %s |\n"
                .formatted(key.name(), key.required() ? ", required" : "", column, key.description());
    }
}
