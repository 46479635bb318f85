package dev.imagecopy.cli.command;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.cli.clients.AccountCheck;
import dev.imagecopy.cli.clients.OpenAccount;
import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.Listing;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.output.RefusedException;
import dev.imagecopy.cli.output.UsageException;
import dev.imagecopy.cli.plan.Cloud;
import dev.imagecopy.cli.plan.PlanAccount;
import dev.imagecopy.core.error.CredentialsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks accounts before they are needed. */
final class CheckCommand extends CliCommand {
    private final SimulateOption simulate;

    private static final List<String> COLUMNS =
            List.of("account", "credentials", "identity", "service", "clock", "problem");

    @Parameters(
            paramLabel = "ACCOUNT",
            arity = "0..*",
            description =
                    "alibaba, huawei, yandex, servicefabric; or, with --plan, accounts of that plan. Default: all.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--plan", paramLabel = "FILE", description = "The plan that has the accounts.")
    private @Nullable Path plan;

    @Mixin
    private AccountOptions options = new AccountOptions();

    private record Row(List<String> cells, boolean isFine) {}

    CheckCommand(SimulateOption simulate) {
        this.simulate = simulate;
    }

    @Override
    protected ExitCode run(Output output) {
        if (plan == null) {
            List<String> clouds =
                    names.isEmpty() ? Stream.of(Cloud.values()).map(Cloud::id).toList() : names;
            return run(clouds, null, output);
        }
        options.requireNoneBesideAPlan();
        Map<String, PlanAccount> accounts = PlanSource.read(plan).plan().accounts();
        return run(names.isEmpty() ? List.copyOf(accounts.keySet()) : names, plan, output);
    }

    private ExitCode run(List<String> chosen, @Nullable Path file, Output output) {
        try (Session session = Session.withoutStore(simulate)) {
            List<Row> rows = chosen.stream()
                    .map(name -> row(new ChosenAccount(name, file, options), session))
                    .toList();
            output.listing(new Listing(
                    "accounts", COLUMNS, rows.stream().map(Row::cells).toList()));
            return rows.stream().allMatch(Row::isFine) ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private Row row(ChosenAccount chosen, Session session) {
        try {
            return row(chosen.name(), check(chosen.account(simulate.isSet()), chosen.name(), session));
        } catch (UsageException | IllegalArgumentException e) {
            if (!names.isEmpty()) {
                throw e;
            }
            return new Row(List.of(chosen.name(), "", "", "", "", "not set up: " + e.getMessage()), false);
        }
    }

    private static AccountCheck check(Map<String, PlanAccount> account, String name, Session session) {
        OpenAccount open;
        try {
            open = session.clients(account).account(name);
        } catch (CredentialsException | RefusedException e) {
            return AccountCheck.unopened(requireNonNull(account.get(name), "account"), e);
        }
        return AccountCheck.of(open);
    }

    private static Row row(String name, AccountCheck check) {
        return new Row(
                List.of(
                        name,
                        check.credentials(),
                        check.identity(),
                        check.service(),
                        check.clock(),
                        check.failure().map(RuntimeException::getMessage).orElse("")),
                check.failure().isEmpty());
    }
}
