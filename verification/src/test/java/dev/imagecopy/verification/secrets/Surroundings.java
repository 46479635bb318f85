package dev.imagecopy.verification.secrets;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.Setting;
import dev.imagecopy.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** The properties, variables and files of a machine, made of the settings that one way to find credentials consists of. */
final class Surroundings {
    /** What is inside a profile of the file. */
    private static final String LOGIN = "config.json, ssoAuth.stsToken";

    /** The files that are read without a setting that names them, in the home folder, by their place; the first is written. */
    private static final Map<CanaryCloud, Map<String, List<String>>> FILES = Map.of(
            CanaryCloud.ALIBABA,
            Map.of(
                    "config.json", List.of(".aliyun/config.json"),
                    "credentials.ini", List.of(".alibabacloud/credentials.ini", ".alibabacloud/credentials")),
            CanaryCloud.HUAWEI,
            Map.of(
                    "config.json",
                    List.of(".hcloud/config.json"),
                    LOGIN,
                    List.of(".hcloud/config.json"),
                    "credentials",
                    List.of(".huaweicloud/credentials"),
                    "regions.yaml",
                    List.of(".huaweicloud/regions.yaml")));

    private final Path home;
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, Map<String, String>> files = new HashMap<>();

    private Surroundings(Path home) {
        this.home = home;
    }

    static Surroundings of(Path home, Map<Setting, String> settings) throws IOException {
        Surroundings made = new Surroundings(home);
        settings.forEach(made::put);
        made.write();
        return made;
    }

    /** The files that a cloud's client reads without a setting that names them. */
    static Map<String, List<String>> filesInHome(CanaryCloud cloud) {
        return FILES.getOrDefault(cloud, Map.of());
    }

    CredentialLookup lookup() {
        return new CredentialLookup(properties::get, variables::get, home);
    }

    Map<String, String> variables() {
        return variables;
    }

    private void put(Setting setting, String value) {
        switch (setting.place()) {
            case "property" -> properties.put(setting.key(), value);
            case "variable" ->
                // the one whose name ends in a region
                variables.put(setting.key().endsWith("_") ? setting.key() + "EU_WEST_101" : setting.key(), value);
            default ->
                files.computeIfAbsent(setting.place(), unused -> new LinkedHashMap<>())
                        .put(setting.key(), value);
        }
    }

    private void write() throws IOException {
        for (Map.Entry<String, Map<String, String>> file : files.entrySet()) {
            String place = file.getKey();
            Map<String, String> entries = file.getValue();
            String text =
                    switch (place) {
                        case "config.json", LOGIN ->
                            profiles(files.getOrDefault("config.json", Map.of()), files.getOrDefault(LOGIN, Map.of()));
                        case "credentials.ini" -> section("default", entries);
                        case "credentials" -> section("basic", entries);
                        case "regions.yaml" -> regions(entries);
                        default -> object(entries);
                    };
            boolean inHome = false;
            for (Map<String, List<String>> ofCloud : FILES.values()) {
                if (ofCloud.containsKey(place)) {
                    write(ofCloud.get(place).get(0), text);
                    inHome = true;
                }
            }
            if (!inHome) {
                write(place, text);
            }
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String object(Map<String, String> entries) {
        ObjectNode object = Json.object();
        entries.forEach(object::put);
        return object.toString();
    }

    private static String profiles(Map<String, String> entries, Map<String, String> login) {
        Map<String, String> ofProfile = new LinkedHashMap<>(entries);
        ObjectNode file = Json.object();
        file.put("current", Optional.ofNullable(ofProfile.remove("current")).orElse("main"));
        file.put(
                "authEncrypt",
                Optional.ofNullable(ofProfile.remove("authEncrypt")).orElse("false"));
        ArrayNode list = file.putArray("profiles");
        list.addObject()
                .put("name", "base")
                .put("access_key_id", "id")
                .put("access_key_secret", "base-secret-0123456789")
                .put("accessKeyId", "BASE")
                .put("secretAccessKey", "base-secret-0123456789");
        ObjectNode profile = list.addObject();
        ofProfile.putIfAbsent("name", "main");
        ofProfile.forEach(profile::put);
        if (!login.isEmpty()) {
            ObjectNode key = profile.putObject("ssoAuth").putObject("stsToken");
            login.forEach(key::put);
        }
        return file.toString();
    }

    private static String section(String name, Map<String, String> entries) {
        StringJoiner lines = new StringJoiner("\n", "[" + name + "]\n", "\n");
        entries.forEach((key, value) -> lines.add(key + " = " + value));
        return lines.toString();
    }

    private static String regions(Map<String, String> entries) {
        StringJoiner lines = new StringJoiner("\n", "IMS:\n", "\n");
        lines.add("  - id: '" + entries.getOrDefault("id", "eu-west-101") + "'");
        Optional.ofNullable(entries.get("endpoint")).ifPresent(address -> lines.add("    endpoint: '" + address + "'"));
        Optional.ofNullable(entries.get("endpoints"))
                .ifPresent(address -> lines.add("    endpoints:").add("      - '" + address + "'"));
        return lines.toString();
    }
}
