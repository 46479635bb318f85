package dev.imagecopy.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.cli.clients.AccountDefaults;
import dev.imagecopy.cli.output.UsageException;
import dev.imagecopy.cli.plan.Cloud;
import dev.imagecopy.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that work with one account, for which there is no plan. */
final class AccountOptions {
    private static final Set<String> OWN = Set.of("region", "endpoint", "profile");

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The account's region, at Alibaba and Huawei. Default: the vendor's variable.")
    private @Nullable String region;

    @Option(
            names = "--endpoint",
            paramLabel = "ADDRESS",
            description = "The address of a cluster's gateway, or an address in place of the vendor's.")
    private @Nullable String endpoint;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "The profile of the vendor's own command line that holds the credentials. Default: the vendor's"
                            + " variables and files, in its order.")
    private @Nullable String profile;

    @Option(
            names = "--account",
            paramLabel = "KEY=VALUE",
            description =
                    "Any other setting of an account in a plan, for example projectId=…, folderId=…, accountId=….")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** The account as a plan has it. */
    ObjectNode document(Cloud cloud, boolean simulated) {
        Map<String, String> all = new LinkedHashMap<>(AccountDefaults.of(cloud, simulated));
        all.putAll(own());
        all.putAll(settings);
        ObjectNode account = Json.object();
        account.put("cloud", cloud.id());
        all.forEach((key, value) -> account.set(key, OptionValue.of(value)));
        return account;
    }

    /** A plan says all of its accounts. */
    void requireNoneBesideAPlan() {
        List<String> given = new ArrayList<>();
        own().keySet().forEach(key -> given.add("--" + key));
        if (!settings.isEmpty()) {
            given.add("--account");
        }
        if (!given.isEmpty()) {
            throw new UsageException(
                    String.join(", ", given) + ": not together with --plan, which has the settings of its accounts");
        }
    }

    /**
     * What the user calls a value of the account.
     *
     * @param path its path in the plan, for example {@code accounts.alibaba.region}
     */
    String name(String path, Cloud cloud, boolean simulated) {
        String around = "accounts." + cloud.id() + ".";
        if (!path.startsWith(around)) {
            return "the account";
        }
        String key = PlanKey.of(path, around).name();
        String option = OWN.contains(key) && !settings.containsKey(key) ? "--" + key : "--account " + key;
        boolean given = own().containsKey(key) || settings.containsKey(key);
        return !given && AccountDefaults.of(cloud, simulated).containsKey(key) ? "the default of " + option : option;
    }

    /** The settings that have an option of their own, of the same name. */
    private Map<String, String> own() {
        Map<String, String> own = new LinkedHashMap<>();
        put(own, "region", region);
        put(own, "endpoint", endpoint);
        put(own, "profile", profile);
        return own;
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }
}
