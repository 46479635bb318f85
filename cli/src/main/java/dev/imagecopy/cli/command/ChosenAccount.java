package dev.imagecopy.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.cli.output.HarmlessWord;
import dev.imagecopy.cli.output.UsageException;
import dev.imagecopy.cli.plan.Cloud;
import dev.imagecopy.cli.plan.Plan;
import dev.imagecopy.cli.plan.PlanAccount;
import dev.imagecopy.cli.plan.PlanContext;
import dev.imagecopy.core.json.Json;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One account that a command works with: of a plan, or of a cloud with options. */
final class ChosenAccount {
    @Parameters(
            index = "0",
            paramLabel = "ACCOUNT",
            description = "alibaba, huawei, yandex or servicefabric; or, with --plan, an account of that plan.")
    private String name = "";

    @Option(names = "--plan", paramLabel = "FILE", description = "The plan that has the account.")
    private @Nullable Path plan;

    @Mixin
    private AccountOptions options = new AccountOptions();

    /** To be filled from the command line. */
    ChosenAccount() {}

    ChosenAccount(String name, @Nullable Path plan, AccountOptions options) {
        this.name = name;
        this.plan = plan;
        this.options = options;
    }

    /** The account, by its name. */
    Map<String, PlanAccount> account(boolean simulated) {
        if (plan != null) {
            options.requireNoneBesideAPlan();
            Map<String, PlanAccount> accounts = PlanSource.read(plan).plan().accounts();
            PlanAccount account = accounts.get(name);
            if (account == null) {
                throw new UsageException(
                        "The plan " + plan + " has no account " + HarmlessWord.shown(name, "of the name that was given")
                                + ", but " + String.join(", ", accounts.keySet()));
            }
            return Map.of(name, account);
        }
        Cloud cloud = cloud();
        ObjectNode document = Json.object();
        document.putObject("accounts").set(cloud.id(), options.document(cloud, simulated));
        return OptionMistakes.told(
                () -> Plan.accounts(Json.write(document), Path.of("options"), PlanContext.ofSystem()),
                path -> options.name(path, cloud, simulated));
    }

    /** The name of the account in {@link #account}. */
    String name() {
        return plan == null ? cloud().id() : name;
    }

    /** The cloud of the account, also if a plan has it. */
    Cloud cloud(boolean simulated) {
        return plan == null
                ? cloud()
                : account(simulated).values().iterator().next().cloud();
    }

    private Cloud cloud() {
        return Cloud.of(name)
                .orElseThrow(() ->
                        new UsageException("ACCOUNT must be alibaba, huawei, yandex or servicefabric; with --plan,"
                                + " an account of that plan" + HarmlessWord.butIs(name)));
    }
}
