package dev.imagecopy.cli.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.cli.plan.Shape.Accounts;
import dev.imagecopy.cli.plan.Shape.Address;
import dev.imagecopy.cli.plan.Shape.Choice;
import dev.imagecopy.cli.plan.Shape.Content;
import dev.imagecopy.cli.plan.Shape.Count;
import dev.imagecopy.cli.plan.Shape.Flag;
import dev.imagecopy.cli.plan.Shape.Items;
import dev.imagecopy.cli.plan.Shape.KeyShape;
import dev.imagecopy.cli.plan.Shape.Part;
import dev.imagecopy.cli.plan.Shape.Span;
import dev.imagecopy.cli.plan.Shape.Tags;
import java.util.Map;
import java.util.TreeMap;

/** The JSON schema of plans, made of their shape. Editors read YAML 1.2, in which texts may look like numbers and flags. */
final class PlanSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, ObjectNode> definitions = new TreeMap<>();

    private PlanSchema() {}

    static ObjectNode of(Shape plan) {
        PlanSchema schema = new PlanSchema();
        ObjectNode root = JSON.objectNode();
        root.put("$schema", "http://json-schema.org/draft-07/schema#");
        root.put("title", "A plan of imagecopy");
        root.setAll(schema.mapping(plan));
        ObjectNode all = root.putObject("definitions");
        all.putObject("text").set("type", array("string", "number", "boolean"));
        schema.definitions.forEach(all::set);
        return root;
    }

    private ObjectNode mapping(Shape shape) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        schema.put("additionalProperties", false);
        if (shape.extensible()) {
            schema.putObject("patternProperties").putObject("^x-");
        }
        ArrayNode required = JSON.arrayNode();
        ObjectNode properties = schema.putObject("properties");
        for (KeyShape key : shape.keys()) {
            ObjectNode property = JSON.objectNode();
            property.put("description", key.description());
            ObjectNode type = type(key.type());
            if (type.has("$ref")) {
                property.putArray("allOf").add(type); // beside $ref, draft 7 ignores everything
            } else {
                property.setAll(type);
            }
            properties.set(key.name(), property);
            if (key.required()) {
                required.add(key.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private ObjectNode type(Content type) {
        if (type instanceof Part part) {
            return reference(part.shape());
        }
        if (type instanceof Accounts accounts) {
            return accounts(accounts);
        }
        if (type instanceof Items items) {
            ObjectNode list = JSON.objectNode().put("type", "array");
            if (!items.mayBeEmpty()) {
                list.put("minItems", 1);
            }
            list.set("items", type(items.item()));
            return list;
        }
        if (type instanceof Tags) {
            ObjectNode tags = JSON.objectNode().put("type", "object");
            tags.putObject("additionalProperties").put("$ref", "#/definitions/text");
            return tags;
        }
        return scalar(type);
    }

    private ObjectNode scalar(Content type) {
        ObjectNode schema = JSON.objectNode();
        if (type instanceof Flag) {
            return schema.put("type", "boolean");
        }
        if (type instanceof Count count) {
            return schema.put("type", "integer").put("minimum", count.least()).put("maximum", count.most());
        }
        if (type instanceof Span) {
            return schema.put("type", "string")
                    .put("pattern", "^(?=.)([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$");
        }
        if (type instanceof Choice choice) {
            ArrayNode words = schema.putArray("enum");
            choice.words().forEach(words::add);
            choice.words().stream()
                    .filter(word -> word.matches("[0-9.]+"))
                    .map(Double::valueOf)
                    .forEach(words::add);
            return schema;
        }
        if (type instanceof Address) {
            return schema.put("type", "string").put("pattern", "^[Hh][Tt][Tt][Pp][Ss]?://");
        }
        return schema.put("$ref", "#/definitions/text");
    }

    private ObjectNode accounts(Accounts accounts) {
        ObjectNode schema = JSON.objectNode().put("type", "object").put("minProperties", 1);
        ArrayNode kinds = schema.putObject("additionalProperties").putArray("oneOf");
        for (Cloud cloud : Cloud.values()) {
            kinds.add(reference(accounts.shapes().get(cloud)));
        }
        return schema;
    }

    private ObjectNode reference(Shape shape) {
        if (!definitions.containsKey(shape.name())) {
            definitions.put(shape.name(), JSON.objectNode());
            definitions.put(shape.name(), mapping(shape));
        }
        return JSON.objectNode().put("$ref", "#/definitions/" + shape.name());
    }

    private static JsonNode array(String... words) {
        ArrayNode array = JSON.arrayNode();
        for (String word : words) {
            array.add(word);
        }
        return array;
    }
}
